// The text of a report with the words that claims rest on marked in it.
//
// Marks change colours alone, never spacing or font: Arabic letters join across them as they do without.
import { way } from "../format";
import type { Claim, Location, Participant, Span } from "../types";
import { t, type Word } from "../words";

export type Role = "evidence" | "trigger" | "initiator" | "target" | "third" | "place" | "when" | "source" | "other";
export interface Mark { start: number; end: number; role: Role }

const ORDER: Role[] = ["trigger", "initiator", "target", "third", "place", "when", "source", "evidence", "other"];

function add(out: Mark[], where: string, role: Role, spans: readonly Span[] | undefined): void {
  for (const span of spans ?? []) if ((span.in ?? "text") === where) out.push({ start: span.start, end: span.end, role });
}

/** The marks of a claim in the text or the title of its report. */
export function marksOf(claim: Claim, where: "text" | "title" = "text"): Mark[] {
  const out: Mark[] = [];
  const people = (role: Role, list?: Participant[]) => list?.forEach((one) => add(out, where, role, one.spans));
  const places = (list?: Location[]) => list?.forEach((one) => add(out, where, "place", one.spans));
  add(out, where, "evidence", claim.evidence);
  if (claim.trigger) add(out, where, "trigger", [claim.trigger]);
  people("initiator", claim.initiators);
  people("target", claim.targets);
  people("third", claim.third_parties);
  places(claim.places);
  if (claim.when?.span) add(out, where, "when", [claim.when.span]);
  people("source", claim.attributed_to);
  claim.attribution?.forEach((one) => one.span && add(out, where, "source", [one.span]));
  return out;
}

/** Offsets of the API count code points; JavaScript counts UTF-16 units. They differ where there are emoji. */
export function units(text: string): (point: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => point;
  const at: number[] = [];
  let unit = 0;
  for (const char of text) { at.push(unit); unit += char.length; }
  at.push(unit);
  return (point) => at[Math.min(point, at.length - 1)] ?? unit;
}

interface Piece { text: string; roles: Role[]; from: number }

export function pieces(text: string, marks: readonly Mark[], start = 0, end = text.length): Piece[] {
  const unit = units(text);
  const found = marks.map((m) => ({ ...m, start: unit(m.start), end: unit(m.end) })).filter((m) => m.end > start && m.start < end);
  const cuts = [...new Set([start, end, ...found.flatMap((m) => [Math.max(m.start, start), Math.min(m.end, end)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, n) => {
    const upto = cuts[n + 1]!;
    const roles = ORDER.filter((role) => found.some((m) => m.role === role && m.start <= from && m.end >= upto));
    return { text: text.slice(from, upto), roles, from };
  });
}

/** The stretch of the text around the evidence, cut at spaces and lines. */
export function around(text: string, claim: Claim, more = 160): [number, number] {
  const unit = units(text);
  const spans = [...claim.evidence, ...(claim.trigger ? [claim.trigger] : [])].filter((s) => (s.in ?? "text") === "text");
  if (spans.length === 0) return [0, Math.min(text.length, 3 * more)];
  const low = Math.min(...spans.map((s) => unit(s.start))), high = Math.max(...spans.map((s) => unit(s.end)));
  let start = Math.max(text.lastIndexOf("\n", low - 1) + 1, low - more);
  const line = text.indexOf("\n", high);
  let end = Math.min(line < 0 ? text.length : line, high + more);
  while (start > 0 && start < low && !/\s/.test(text[start - 1]!)) start++;
  while (end < text.length && end > high && !/\s/.test(text[end]!)) end--;
  return [start, end];
}

export function Marked({ text, marks, start = 0, end, label }: { text: string; marks: readonly Mark[]; start?: number; end?: number; label?: string }) {
  const upto = end ?? text.length;
  return (
    <div class="running" dir={way(text)} lang="ar" aria-label={label}>
      {start > 0 && "… "}
      {pieces(text, marks, start, upto).map((piece) =>
        piece.roles.length === 0 ? piece.text : (
          <mark key={piece.from} class={piece.roles.map((role) => `m-${role}`).join(" ")} title={piece.roles.map((r) => t(`m_${r}` as Word)).join(" · ")}>{piece.text}</mark>
        ))}
      {upto < text.length && " …"}
    </div>
  );
}

export function MarkLegend({ roles = ["evidence", "trigger", "initiator", "target", "place", "when", "source"] }: { roles?: Role[] }) {
  return (
    <ul class="legend marks" aria-label={t("legend")}>
      {roles.map((role) => <li key={role}><mark class={`m-${role}`}>{t(`m_${role}` as Word)}</mark></li>)}
    </ul>
  );
}
