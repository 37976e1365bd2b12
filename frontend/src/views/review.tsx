// Review by keyboard: the most valuable claims first, each with its words; every decision can be taken back.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError, ask, send, session, useAsk, type Trouble } from "../api";
import { count, day, digits, interval, kind, moment, number, range, TOLLS, way } from "../format";
import { Dot, EventLine, Failed, Loading, Section, StatusBadge } from "../parts/common";
import { around, Marked, MarkLegend, marksOf, pieces } from "../parts/marked";
import { set, to, usePlace } from "../state";
import type { Claim, Decision, EventView, Explanation, Page, Standing, Waiting } from "../types";
import { said, settings, t, type Word } from "../words";

type Mode = "look" | "reject" | "field" | "words" | "merge" | "keys";
const REASONS = ["w_not_said", "w_not_event", "w_misread"] as const;

export function Review() {
  const allowed = session.here.role === "reviewer" || session.here.role === "admin";
  if (!allowed) return <div class="narrow"><h1>{t("review")}</h1><p class="notice">{t("not_reviewer")}</p></div>;
  return <Desk />;
}

function Desk() {
  const { query } = usePlace();
  const second = query.get("second") === "true";
  const only = query.get("event");
  const [queue, setQueue] = useState<Waiting[] | null>(null);
  const [left, setLeft] = useState(0);
  const [at, setAt] = useState(0);
  const [mode, setMode] = useState<Mode>("look");
  const [field, setField] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState<{ decision: Decision; claim: string }[]>([]);
  const [told, setTold] = useState("");
  const [busy, setBusy] = useState(false);
  const standing = useAsk<Standing>("review");
  const log = useAsk<Page<{ decision: Decision; stands: boolean }>>("decisions?limit=12");
  const next = useRef<string | null>(null);
  const desk = useRef<HTMLDivElement>(null);

  const load = useCallback(async () => {
    setTrouble(null);
    try {
      if (only) {
        const view = await ask<EventView>(`events/${only}`);
        setQueue(view.claims.map((c) => ({ claim: c.claim, document: c.document, event: view.event.id, value: 0, because: [], corrected: c.corrected, siblings: view.claims.length - 1 })));
        setLeft(view.claims.length);
        next.current = null;
      } else {
        const page = await ask<Page<Waiting>>(`review/queue?limit=40${second ? "&second=true" : ""}`);
        setQueue(page.items);
        setLeft(page.total);
        next.current = page.next;
      }
      setAt(0);
    } catch (error) { setTrouble(error instanceof ApiError ? error.trouble : { status: 0, detail: String(error) }); }
  }, [second, only]);
  useEffect(() => { void load(); }, [load]);

  const item = queue?.[at];
  const judged = new Set(done.map((d) => d.claim));
  const move = useCallback((by: number) => {
    setMode("look");
    setAt((n) => Math.max(0, Math.min((queue?.length ?? 1) - 1, n + by)));
  }, [queue]);

  const decide = useCallback(async (body: Record<string, unknown>, forward = true) => {
    if (!item || busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const made = await send<{ decision: Decision; events: string[] }>("decisions", body);
      if (body.what === "undo") {
        setDone((list) => list.slice(0, -1));
        setLeft((n) => n + 1);
      } else {
        setDone((list) => [...list, { decision: made.decision, claim: item.claim.id }]);
        if (body.what !== "merge" && body.what !== "split") setLeft((n) => Math.max(0, n - 1));
      }
      setMode("look");
      standing.again();
      log.again();
      if (forward && queue && at < queue.length - 1) setAt(at + 1);
      else if (forward && !only) await load();
      setTold(said("decided_", made.decision.what));
    } catch (error) { setTrouble(error instanceof ApiError ? error.trouble : { status: 0, detail: String(error) }); }
    setBusy(false);
  }, [item, busy, queue, at, only, load]);

  const accept = () => void decide({ what: "accept", claims: [item!.claim.id], why: t("w_accept") });
  const undo = useCallback(() => {
    const last = done[done.length - 1];
    if (!last || busy) return;
    const where = queue?.findIndex((q) => q.claim.id === last.claim) ?? -1;
    if (where >= 0) setAt(where);
    void decide({ what: "undo", id: last.decision.id, why: t("w_undo") }, false);
  }, [done, queue, decide, busy]);

  // Before the next key can be pressed, not after the next frame.
  useLayoutEffect(() => {
    const on = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
        if (e.key === "Escape" && mode !== "look") { setMode("look"); desk.current?.focus(); }
        return;
      }
      if (e.key === "Escape") { setMode("look"); desk.current?.focus(); return; }
      if (mode === "reject" && /^[1-3]$/.test(e.key)) { e.preventDefault(); void decide({ what: "reject", claims: [item!.claim.id], why: t(REASONS[+e.key - 1]!) }); return; }
      if (mode === "field") {
        const n = "123456789abcd".indexOf(e.key.toLowerCase());
        const chosen = session.words.claim_fields[n];
        if (n >= 0 && chosen) { e.preventDefault(); setField(chosen); setMode("words"); }
        return;
      }
      if (mode !== "look" && mode !== "keys") return;
      const run: Record<string, () => void> = {
        a: accept, r: () => setMode("reject"), e: () => setMode("field"), m: () => setMode("merge"),
        s: () => { if (item?.siblings) void decide({ what: "split", id: item.event, claims: [item.claim.id], why: t("w_split") }); },
        u: undo, j: () => move(1), ArrowDown: () => move(1), n: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), p: () => move(-1), "?": () => setMode(mode === "keys" ? "look" : "keys"),
      };
      const wanted = run[e.key] ?? run[CODES[e.code] ?? ""];
      if (wanted && (item || e.key === "u" || e.key === "?")) { e.preventDefault(); wanted(); }
    };
    addEventListener("keydown", on);
    return () => removeEventListener("keydown", on);
  });

  return (
    <div class="review-view">
      <header class="title"><h1>{t("review")}{" "}<small>{count(left, "claim")}</small></h1>
        <div class="tabs" role="tablist" aria-label={t("review")}>
          <button type="button" role="tab" aria-selected={!second && !only} onClick={() => set({ second: null, event: null })}>{t("queue_h")}</button>
          <button type="button" role="tab" aria-selected={second} title={t("second_hint")} onClick={() => set({ second: "true", event: null })}>{t("second")}</button>
        </div></header>
      {second && <p class="hint">{t("second_hint")}</p>}
      {trouble && <Failed trouble={trouble} again={queue ? undefined : () => void load()} />}
      {!queue && !trouble && <Loading />}
      {queue && queue.length === 0 && <p class="notice">{t("queue_empty")}</p>}
      {queue && item && (
        <div class="desk" ref={desk} tabIndex={-1}>
          <ol class="queue" aria-label={t("queue_h")}>{queue.slice(Math.max(0, at - 6), at + 14).map((one) => {
            const n = queue.indexOf(one);
            return <li key={one.claim.id} aria-current={n === at ? "true" : undefined}><button type="button" onClick={() => { setAt(n); setMode("look"); }}>
              <span><Dot of={one.claim.kind} />{kind(one.claim.kind)} {judged.has(one.claim.id) && <span class="tick" aria-label={t("r_reviewed")}>✓</span>}</span>
              <small><bdi>{one.claim.places?.[0]?.text ?? one.document.outlet ?? ""}</bdi> · {number(one.claim.confidence ?? 0, 2)}</small></button></li>;
          })}</ol>
          <div class="claim-desk">
            <Case item={item} mode={mode} field={field} busy={busy} onWords={(values) => void decide({ what: "set", id: item.claim.id, field, values, why: t("w_correct") })} onCancel={() => { setMode("look"); desk.current?.focus(); }} />
            {mode === "reject" && <div class="ask" role="group" aria-label={t("why_reject")}><h3>{t("why_reject")}</h3>
              <ol>{REASONS.map((word, n) => <li key={word}><button type="button" onClick={() => void decide({ what: "reject", claims: [item.claim.id], why: t(word) })}><kbd>{digits(String(n + 1))}</kbd> {t(word)}</button></li>)}</ol>
              <Line label={t("why")} onTake={(text) => void decide({ what: "reject", claims: [item.claim.id], why: text })} /></div>}
            {mode === "field" && <div class="ask" role="group" aria-label={t("which_field")}><h3>{t("which_field")}</h3>
              <ol class="columns">{session.words.claim_fields.map((name, n) => <li key={name}><button type="button" onClick={() => { setField(name); setMode("words"); }}><kbd>{"123456789abcd"[n]}</kbd> {said("field_", name)}</button></li>)}</ol></div>}
            {mode === "merge" && <Merge item={item} onTake={(event) => void decide({ what: "merge", events: [item.event, event], why: t("w_merge") }, false)} />}
            {mode === "keys" && <Keys />}
            <p class="actions" role="toolbar" aria-label={t("review")}>
              <button type="button" class="primary" disabled={busy} onClick={accept}>{t("accept")} <kbd>a</kbd></button>
              <button type="button" disabled={busy} onClick={() => setMode("reject")}>{t("reject")} <kbd>r</kbd></button>
              <button type="button" disabled={busy} onClick={() => setMode("field")}>{t("correct")} <kbd>e</kbd></button>
              <button type="button" disabled={busy} onClick={() => setMode("merge")}>{t("merge")} <kbd>m</kbd></button>
              <button type="button" disabled={busy || !item.siblings} onClick={() => void decide({ what: "split", id: item.event, claims: [item.claim.id], why: t("w_split") })}>{t("split")} <kbd>s</kbd></button>
              <button type="button" onClick={() => move(1)}>{t("skip_it")} <kbd>j</kbd></button>
              <button type="button" onClick={() => move(-1)}>{t("back")} <kbd>k</kbd></button>
              <button type="button" disabled={busy || done.length === 0} onClick={undo}>{t("undo")} <kbd>u</kbd></button>
              <button type="button" aria-expanded={mode === "keys"} onClick={() => setMode(mode === "keys" ? "look" : "keys")}>{t("keys")} <kbd>?</kbd></button>
            </p>
            <p class="told" role="status">{told}{done.length > 0 && ` · ${number(done.length)}`}</p>
          </div>
        </div>
      )}
      <div class="event-grid">
        <Section title={t("log_h")} id="log"><Log page={log.data} /></Section>
        <Section title={t("agreement_h")} id="agreement"><Agreement standing={standing.data} /></Section>
      </div>
    </div>
  );
}

// The same keys on an Arabic keyboard, where they type Arabic letters.
const CODES: Record<string, string> = { KeyA: "a", KeyR: "r", KeyE: "e", KeyM: "m", KeyS: "s", KeyU: "u", KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p" };

function names(list?: { text: string; name: string; loaded?: string }[]): string {
  return (list ?? []).map((p) => p.text).join("، ");
}

export function claimFields(claim: Claim): [string, string][] {
  const out: [string, string][] = [
    ["kind", kind(claim.kind)], ["status", said("s_", claim.status)], ["when", claim.when?.start ? interval(claim.when.start, claim.when.end) : t("day_unknown")],
    ["initiators", names(claim.initiators) || t("not_said")], ["targets", names(claim.targets) || t("not_said")],
  ];
  if (claim.third_parties?.length) out.push(["third_parties", names(claim.third_parties)]);
  out.push(["places", (claim.places ?? []).map((p) => p.text).join("، ") || t("unknown")], ["attributed_to", names(claim.attributed_to) || t("not_said")]);
  for (const name of TOLLS) if (claim[name]) out.push([name, range(claim[name]!.min, claim[name]!.max)]);
  return out;
}

function Case({ item, mode, field, busy, onWords, onCancel }: { item: Waiting; mode: Mode; field: string | null; busy: boolean; onWords: (values: string[]) => void; onCancel: () => void }) {
  const claim = item.corrected ?? item.claim;
  const [start, end] = around(item.document.text, item.claim, 260);
  return (
    <article class={`case${busy ? " stale" : ""}`} aria-label={kind(claim.kind)}>
      <header><h2><Dot of={claim.kind} />{kind(claim.kind)} <StatusBadge status={claim.status} /></h2>
        <p><strong><bdi>{item.document.outlet ?? t("outlet_unknown")}</bdi></strong> · {day(item.document.published, "short")} · {t("confidence")} {number(claim.confidence ?? 0, 2)}{item.because.map((b) => <span key={b} class={`badge ${b === "contested" ? "contested" : "plain"}`}>{said("because_", b)}</span>)} · <a href={to(`/events/${item.event}`)}>{t("open_event")}</a>{item.siblings ? ` · ${count(item.siblings + 1, "claim")}` : ""}</p></header>
      {mode === "words" && field ? <Words text={item.document.text} title={item.document.title} claim={item.claim} start={start} end={end} field={field} onTake={onWords} onCancel={onCancel} /> : <>
        {item.document.title && <p class="headline" dir={way(item.document.title)}>{item.document.title}</p>}
        <Marked text={item.document.text} marks={marksOf(item.claim)} start={start} end={end} />
        <MarkLegend />
      </>}
      <table class="fields compact"><tbody>{claimFields(claim).map(([name, value]) => <tr key={name} class={name === field && mode === "words" ? "current" : ""}><th scope="row">{said("field_", name)}</th><td><bdi>{value}</bdi></td></tr>)}</tbody></table>
    </article>
  );
}

/** The words of the stretch, to be chosen with the arrow keys or the mouse; or a value written by hand. */
function Words({ text, title, claim, start, end, field, onTake, onCancel }: { text: string; title?: string; claim: Claim; start: number; end: number; field: string; onTake: (values: string[]) => void; onCancel: () => void }) {
  const tokens = useMemo(() => [...text.slice(start, end).matchAll(/[^\s،؛؟.!:()«»"“”\[\]]+/g)].map((m) => [start + m.index, start + m.index + m[0].length] as [number, number]), [text, start, end]);
  const fixed = field === "kind" ? session.words.kinds.map((k) => k.id) : field === "status" ? ["occurred", "ongoing", "attempted", "planned", "denied", "uncertain", "ended"] : null;
  const worded = ["initiators", "targets", "third_parties", "places", "attributed_to"].includes(field);
  const first = useMemo(() => { const trigger = claim.trigger; const n = trigger ? tokens.findIndex(([, b]) => b > trigger.start) : 0; return Math.max(0, n); }, [tokens, claim]);
  const [anchor, setAnchor] = useState(first), [head, setHead] = useState(first);
  const [parts, setParts] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useLayoutEffect(() => { if (worded) box.current?.focus(); else input.current?.focus(); }, [worded]);
  const low = Math.min(anchor, head), high = Math.max(anchor, head);
  const chosen = tokens.length ? text.slice(tokens[low]![0], tokens[high]![1]) : "";
  const rtl = /[\u0600-\u06ff]/.test(text);
  const keys = (e: KeyboardEvent) => {
    const way: Record<string, number> = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowDown: 8, ArrowUp: -8, Home: -9999, End: 9999 };
    if (e.key in way) {
      e.preventDefault(); e.stopPropagation();
      const next = Math.max(0, Math.min(tokens.length - 1, head + way[e.key]!));
      setHead(next);
      if (!e.shiftKey) setAnchor(next);
    } else if (e.key === "Enter") { e.preventDefault(); e.stopPropagation(); onTake([...parts, chosen]); }
    else if (e.key === "+" || e.key === " ") { e.preventDefault(); e.stopPropagation(); setParts([...parts, chosen]); }
    else if (e.key === "Tab") return;
    else if (e.key !== "Escape") e.stopPropagation();
  };
  useEffect(() => { box.current?.querySelector("mark.choice")?.scrollIntoView({ block: "nearest" }); }, [head]);
  const hint: Word = field === "when" ? "value_when" : TOLLS.includes(field as never) ? "value_toll" : "value_names";
  return (
    <div class="words">
      <h3>{said("field_", field)}: {t("choose_words")}</h3>
      {worded && <><p class="hint">{t("choose_words_hint")}</p>
        {title && <p class="headline" dir="auto">{title}</p>}
        <div ref={box} class="running choosing" dir={way(text)} lang="ar" tabIndex={0} role="application" aria-label={`${said("field_", field)}: ${t("choose_words_hint")}`} onKeyDown={keys}
          onMouseUp={() => {
            const selected = getSelection();
            if (!selected || selected.isCollapsed) return;
            const value = selected.toString().trim();
            const near = value ? text.indexOf(value, start) : -1;
            if (near < 0) return;
            const a = tokens.findIndex(([, b]) => b > near), b = tokens.findLastIndex(([x]) => x < near + value.length);
            if (a >= 0 && b >= a) { setAnchor(a); setHead(b); }
          }}>
          {pieces(text, tokens.length ? [{ start: points(text, tokens[low]![0]), end: points(text, tokens[high]![1]), role: "trigger" }] : [], start, end).map((p) => p.roles.length ? <mark key={p.from} class="choice">{p.text}</mark> : p.text)}
        </div>
        <p role="status" class="chosen-words"><bdi>{[...parts, chosen].join(" ; ")}</bdi> <span class="sr">{t("selected")}</span></p></>}
      <form class="value" onSubmit={(e) => {
        e.preventDefault();
        const value = (input.current?.value ?? typed).trim();
        if (value) onTake(worded ? value.split(/\s*[;؛]\s*/).filter(Boolean) : [value]);
        else if (worded) onTake(chosen ? [...parts, chosen] : ["unknown"]);
      }}>
        {fixed ? <label><span>{t("value")}</span><select ref={input} defaultValue={field === "kind" ? claim.kind : claim.status}>{fixed.map((id) => <option key={id} value={id}>{field === "kind" ? kind(id) : said("s_", id)}</option>)}</select></label>
          : <label><span>{t("value")}</span><input ref={input} dir="auto" value={typed} placeholder={t(hint)} maxLength={400} onInput={(e) => setTyped(e.currentTarget.value)} /></label>}
        <button type="submit" class="primary">{t("save")}</button>
        {worded && <button type="button" onClick={() => onTake(["unknown"])}>{t("unknown")}</button>}
        <button type="button" onClick={onCancel}>{t("cancel")} <kbd>Esc</kbd></button>
      </form>
    </div>
  );
}

function points(text: string, unit: number): number {
  return /[\ud800-\udbff]/.test(text) ? [...text.slice(0, unit)].length : unit;
}

function Line({ label, onTake }: { label: string; onTake: (text: string) => void }) {
  const [text, setText] = useState("");
  return <form class="value" onSubmit={(e) => { e.preventDefault(); if (text.trim()) onTake(text.trim()); }}><label><span>{label}</span><input dir="auto" value={text} maxLength={2000} onInput={(e) => setText(e.currentTarget.value)} /></label><button type="submit">{t("save")}</button></form>;
}

function Merge({ item, onTake }: { item: Waiting; onTake: (event: string) => void }) {
  const found = useAsk<Explanation>(`events/${item.event}/explanation`);
  const others = (found.data?.others ?? []).slice(0, 9);
  useLayoutEffect(() => {
    const on = (e: KeyboardEvent) => {
      if (/^(INPUT|TEXTAREA)$/.test((e.target as HTMLElement).tagName)) return;
      const one = others[+e.key - 1];
      if (/^[1-9]$/.test(e.key) && one) { e.preventDefault(); onTake(one.id); }
    };
    addEventListener("keydown", on);
    return () => removeEventListener("keydown", on);
  });
  return (
    <div class="ask" role="group" aria-label={t("merge_with")}><h3>{t("merge_with")}</h3>
      {!found.data && !found.trouble && <Loading />}
      <ol class="others">{others.map((one, n) => <li key={one.id}><button type="button" onClick={() => onTake(one.id)}><kbd>{digits(String(n + 1))}</kbd> {t("merge")}</button><EventLine one={one} /></li>)}</ol>
      <Line label={t("or_id")} onTake={onTake} /></div>
  );
}

function Keys() {
  const list: [string, Word][] = [["a", "accept"], ["r", "reject"], ["e", "correct"], ["m", "merge"], ["s", "split"], ["u", "undo"], ["j ↓", "skip_it"], ["k ↑", "back"], ["Esc", "cancel"]];
  return <dl class="keys">{list.map(([key, word]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(word)}</dd></div>)}</dl>;
}

function Log({ page }: { page?: Page<{ decision: Decision; stands: boolean }> }) {
  if (!page) return <Loading />;
  if (page.items.length === 0) return <p class="notice">{t("nothing")}</p>;
  return <ul class="history">{page.items.map(({ decision: d, stands }) => <li key={d.id} class={stands || d.what === "undo" ? "" : "gone"}><b>{said("decided_", d.what)}</b>{d.field ? ` · ${said("field_", d.field)}` : ""} · <bdi>{d.who}</bdi> · {moment(d.at)} · <q dir="auto">{d.why}</q>{!stands && d.what !== "undo" && <em> {t("taken_back")}</em>}</li>)}</ul>;
}

function Agreement({ standing }: { standing?: Standing }) {
  if (!standing) return <Loading />;
  const judged = standing.accepted + standing.rejected;
  return <>
    <p>{number(judged)} {t("of_claims")} {number(standing.claims)} {t("claims_done")} · {number(standing.accepted)} {t("accepted")} · {number(standing.rejected)} {t("rejected")} · {number(standing.corrected)} {t("corrected")}</p>
    {standing.agreement.length === 0 ? <p class="notice">{t("agreement_none")}</p> : <table class="fields compact"><tbody>{standing.agreement.map((a) => <tr key={a.one + a.other}><th scope="row"><bdi>{a.one}</bdi> – <bdi>{a.other}</bdi></th><td>{number(a.both)} {t("both_judged")} · {number(a.same)} {t("same_verdict")} ({number((100 * a.same) / a.both)}{settings.lang === "ar" ? "٪" : "%"}){a.kappa !== undefined && <> · <span dir="ltr">κ {number(a.kappa, 2)}</span></>}</td></tr>)}</tbody></table>}
    {standing.conflicts.length > 0 && <><h3>{t("conflicts_h")}</h3><ul>{standing.conflicts.slice(0, 20).map((c, n) => <li key={n} dir="ltr" lang="en"><code>{c.claim}</code> {c.what}</li>)}</ul></>}
  </>;
}
