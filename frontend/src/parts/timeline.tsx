// Events over time as bars, and a brush over them. Time runs the way one reads.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { COLOURS, day, dayNumber, isoDay, number } from "../format";
import type { Marks } from "../types";
import { said, settings, t } from "../words";
import { FAMILIES, familyOf, type Range } from "./marks";

const HEIGHT = 84, BARS = 120;

interface Bins { first: number; step: number; rows: Uint32Array[]; most: number; early: number; late: number; last: number }

/** Bars of equal length; the half percent of events that lie far out at either end are only counted. */
export function binned(marks: Marks, families: number[]): Bins | null {
  const starts = marks.start.filter((d): d is number => d !== null).sort((a, b) => a - b);
  if (starts.length === 0) return null;
  const cut = starts.length > 50 ? Math.floor(starts.length * 0.005) : 0;
  let first = starts[cut]!, last = starts[starts.length - 1 - cut]!;
  if (last - first < 13) { const middle = Math.floor((first + last) / 2); first = Math.min(first, middle - 7); last = Math.max(last, middle + 7); }
  const step = Math.max(1, Math.ceil((last - first + 1) / BARS));
  const many = Math.floor((last - first) / step) + 1;
  const rows = FAMILIES.map(() => new Uint32Array(many));
  let early = 0, late = 0;
  for (let n = 0; n < marks.total; n++) {
    const at = marks.start[n];
    if (at === null || at === undefined) continue;
    if (at < first) early++; else if (at > last) late++;
    else rows[families[n]!]![Math.floor((at - first) / step)]!++;
  }
  let most = 1;
  for (let n = 0; n < many; n++) most = Math.max(most, rows.reduce((sum, row) => sum + row[n]!, 0));
  return { first, step, rows, most, early, late, last: first + many * step - 1 };
}

export function Timeline({ marks, range, onRange }: { marks: Marks; range: Range; onRange: (range: Range, done: boolean) => void }) {
  const families = useMemo(() => familyOf(marks), [marks]);
  const bins = useMemo(() => binned(marks, families), [marks, families]);
  const box = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(800);
  const drag = useRef<number | null>(null);
  const rtl = settings.lang === "ar";
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => setWidth(Math.max(200, entry!.contentRect.width)));
    if (box.current) seen.observe(box.current);
    return () => seen.disconnect();
  }, [bins === null]);
  const bars = useMemo(() => {
    if (!bins) return null;
    const many = bins.rows[0]!.length, each = width / many;
    return FAMILIES.map((name, f) => {
      let path = "";
      for (let n = 0; n < many; n++) {
        const value = bins.rows[f]![n]!;
        if (!value) continue;
        let below = 0;
        for (let g = 0; g < f; g++) below += bins.rows[g]![n]!;
        const high = (value / bins.most) * (HEIGHT - 6), base = HEIGHT - (below / bins.most) * (HEIGHT - 6);
        const x = rtl ? width - (n + 1) * each : n * each;
        path += `M${x.toFixed(1)} ${base.toFixed(1)}v${(-high).toFixed(1)}h${Math.max(each - 1, 0.8).toFixed(1)}v${high.toFixed(1)}z`;
      }
      return <path key={name} d={path} fill={COLOURS[name]} />;
    });
  }, [bins, width, rtl]);
  if (!bins) return null;
  const span = bins.last - bins.first + 1;
  const place = (at: number) => { const x = ((at - bins.first) / span) * width; return rtl ? width - x : x; };
  const dayAt = (client: number) => {
    const rect = box.current!.getBoundingClientRect();
    let part = Math.min(1, Math.max(0, (client - rect.left) / rect.width));
    if (rtl) part = 1 - part;
    return Math.min(bins.last, bins.first + Math.floor(part * span));
  };
  const from = range.from ?? bins.first, to = range.to ?? bins.last;
  const chosen = range.from !== null || range.to !== null;
  const inside = (at: number) => Math.min(bins.last, Math.max(bins.first, at));
  const [x1, x2] = [place(inside(from)), place(inside(to) + 1)].sort((a, b) => a - b) as [number, number];
  const brushed = (a: number, b: number): Range => ({ from: Math.min(a, b), to: Math.max(a, b) });
  const keys = (end: "from" | "to") => (e: KeyboardEvent) => {
    const way = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 }[e.key];
    if (way === undefined && e.key !== "Home" && e.key !== "End" && e.key !== "Escape") return;
    e.preventDefault();
    if (e.key === "Escape") { onRange({ from: null, to: null }, true); return; }
    const at = end === "from" ? from : to;
    const next = e.key === "Home" ? bins.first : e.key === "End" ? bins.last : Math.min(bins.last, Math.max(bins.first, at + way! * bins.step));
    onRange(end === "from" ? { from: Math.min(next, to), to } : { from, to: Math.max(next, from) }, true);
  };
  const ticks = tickDays(bins.first, bins.last, Math.max(2, Math.floor(width / 130)));
  return (
    <div class="timeline">
      <svg ref={box} class="bars" height={HEIGHT} width="100%" role="img" aria-label={t("timeline")}
        onPointerDown={(e) => { drag.current = dayAt(e.clientX); e.currentTarget.setPointerCapture(e.pointerId); }}
        onPointerMove={(e) => { if (drag.current !== null) onRange(brushed(drag.current, dayAt(e.clientX)), false); }}
        onPointerUp={(e) => {
          if (drag.current === null) return;
          const start = drag.current, end = dayAt(e.clientX);
          drag.current = null;
          onRange(start === end && chosen ? { from: null, to: null } : brushed(start, end === start ? Math.min(bins.last, start + bins.step - 1) : end), true);
        }}>
        {bars}
        {chosen && <><rect class="shade" x={0} y={0} width={Math.max(0, x1)} height={HEIGHT} /><rect class="shade" x={x2} y={0} width={Math.max(0, width - x2)} height={HEIGHT} />
          <rect class="window" x={x1} y={0.5} width={Math.max(1, x2 - x1)} height={HEIGHT - 1} /></>}
      </svg>
      <div class="ticks" aria-hidden="true">{ticks.map((at) => <span key={at} style={{ insetInlineStart: `${((at - bins.first) / span) * 100}%` }}>{day(isoDay(at), bins.last - bins.first > 200 ? "month" : "short")}</span>)}</div>
      <div class="ends">
        <span role="slider" tabIndex={0} class="handle" aria-label={t("first_day")} aria-valuemin={bins.first} aria-valuemax={bins.last} aria-valuenow={inside(from)} aria-valuetext={day(isoDay(from))} onKeyDown={keys("from")}>{day(isoDay(from), "short")}</span>
        <span aria-hidden="true">–</span>
        <span role="slider" tabIndex={0} class="handle" aria-label={t("last_day")} aria-valuemin={bins.first} aria-valuemax={bins.last} aria-valuenow={inside(to)} aria-valuetext={day(isoDay(to))} onKeyDown={keys("to")}>{day(isoDay(to), "short")}</span>
        {chosen && <button type="button" class="link" onClick={() => onRange({ from: null, to: null }, true)}>{t("whole_time")}</button>}
        <span class="hint">{t("brush_hint")}{bins.early > 0 && ` ${number(bins.early)} ${t("earlier")}.`}{bins.late > 0 && ` ${number(bins.late)} ${t("later")}.`}</span>
        <ul class="legend inline" aria-label={t("legend")}>{FAMILIES.filter((_, f) => bins.rows[f]!.some(Boolean)).map((name) => <li key={name}><span class={`dot f-${name}`} aria-hidden="true" />{said("f_", name)}</li>)}</ul>
      </div>
    </div>
  );
}

function tickDays(first: number, last: number, most: number): number[] {
  const out: number[] = [];
  const start = new Date(first * 86400000);
  const months = (last - first) / 30.4;
  if (months < 2) {
    const step = Math.max(1, Math.ceil((last - first) / most));
    for (let at = first; at <= last - step / 2; at += step) out.push(at);
    return out;
  }
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((s) => months / s <= most) ?? 480;
  let year = start.getUTCFullYear(), month = Math.ceil((start.getUTCMonth() + 1) / step) * step;
  for (;;) {
    const at = dayNumber(new Date(Date.UTC(year, month, 1)).toISOString());
    if (at > last - (last - first) * 0.04) break;
    if (at >= first) out.push(at);
    month += step;
    year += Math.floor(month / 12);
    month %= 12;
  }
  return out;
}
