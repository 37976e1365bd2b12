// Reports: searched in their words, or listed by day; and one as read.
import { useEffect, useMemo, useState } from "preact/hooks";
import { ask, useAsk } from "../api";
import { count, day, kind, number } from "../format";
import { Dot, Empty, Failed, Loading, Section, StatusBadge } from "../parts/common";
import { Marked, MarkLegend, marksOf, pieces, type Mark } from "../parts/marked";
import { set, to, usePlace } from "../state";
import type { Found, Page, ReportBrief, ReportView } from "../types";
import { t } from "../words";

export function Reports() {
  const { query } = usePlace();
  const words = query.get("q") ?? "";
  const [typed, setTyped] = useState(words);
  useEffect(() => setTyped(words), [words]);
  const outlets = useAsk<{ items: { name: string; reports: number }[] }>("outlets");
  const asked = new URLSearchParams();
  if (words) asked.set("q", words);
  for (const name of ["outlet", "from", "to"]) if (query.get(name)) asked.set(name, query.get(name)!);
  asked.set("limit", "30");
  const path = `${words ? "search" : "reports"}?${asked}`;
  const page = useAsk<Page<Found>>(path);
  const [more, setMore] = useState<{ of: string; items: (Found | ReportBrief)[]; next: string | null } | null>(null);
  const mine = more?.of === path ? more : null;
  const next = mine ? mine.next : page.data?.next;
  const items: Found[] = [...(page.data?.items ?? []), ...((mine?.items ?? []) as Found[])];
  return (
    <div class="narrow">
      <h1>{t("reports")}</h1>
      <form class="search" role="search" onSubmit={(e) => { e.preventDefault(); set({ q: typed.trim() || null }); }}>
        <label class="grow"><span>{t("search_label")}</span><input type="search" name="q" dir="auto" value={typed} maxLength={400} placeholder={t("search_hint")} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
        <label><span>{t("outlet")}</span><select value={query.get("outlet") ?? ""} onChange={(e) => set({ outlet: e.currentTarget.value || null })}>
          <option value="">{t("all_outlets")}</option>
          {(outlets.data?.items ?? []).slice(0, 400).map((o) => <option key={o.name} value={o.name}>{o.name} ({number(o.reports)})</option>)}
        </select></label>
        <label><span>{t("from")}</span><input type="date" value={query.get("from") ?? ""} onChange={(e) => set({ from: e.currentTarget.value || null })} /></label>
        <label><span>{t("to")}</span><input type="date" value={query.get("to") ?? ""} onChange={(e) => set({ to: e.currentTarget.value || null })} /></label>
        <button type="submit" class="primary">{t("search")}</button>
      </form>
      <p class="hint">{t("folded")}</p>
      {page.trouble && <Failed trouble={page.trouble} again={page.again} />}
      {!page.data && !page.trouble && <Loading />}
      {page.data && <p role="status" class="found-n">{count(page.data.total, "report")}</p>}
      {page.data && items.length === 0 && <Empty />}
      <ul class="report-list">{items.map((one) => (
        <li key={one.id}><a href={to(`/reports/${encodeURIComponent(one.id)}`)}>
          <span class={one.title ? "headline" : "headline begins"} dir="auto">{one.title ?? one.begins ?? <em>{t("untitled")}</em>}</span>
          {one.quote && <Quote text={one.quote} spans={one.spans ?? []} />}
          <span class="line-3"><bdi>{one.outlet ?? t("outlet_unknown")}</bdi> · {day(one.published, "short")} · {count((one.events ?? []).length, "event")}</span>
        </a></li>
      ))}</ul>
      {next && <button type="button" class="more" onClick={async () => {
        const found = await ask<Page<Found>>(`${path}&cursor=${next}`);
        setMore({ of: path, items: [...(mine?.items ?? []), ...found.items], next: found.next });
      }}>{t("more")}</button>}
    </div>
  );
}

function Quote({ text, spans }: { text: string; spans: [number, number][] }) {
  const marks: Mark[] = spans.map(([start, end]) => ({ start, end, role: "evidence" }));
  return <span class="quote" dir="auto" lang="ar">{pieces(text, marks).map((p) => p.roles.length ? <mark key={p.from} class="m-evidence">{p.text}</mark> : p.text)}</span>;
}

export function ReportPage({ id }: { id: string }) {
  const found = useAsk<ReportView>(`reports/${encodeURIComponent(id)}`);
  const { query } = usePlace();
  const chosen = query.get("claim");
  const view = found.data;
  const marks = useMemo(() => {
    if (!view) return { text: [], title: [] };
    const one = view.claims.find((c) => c.claim.id === chosen);
    const of = (where: "text" | "title") => one ? marksOf(one.claim, where)
      : view.claims.flatMap((c) => marksOf(c.claim, where).filter((m) => m.role === "evidence" || m.role === "trigger"));
    return { text: of("text"), title: of("title") };
  }, [view, chosen]);
  useEffect(() => {
    if (chosen && view) document.querySelector(".report-text mark")?.scrollIntoView({ block: "center" });
  }, [chosen, view]);
  if (found.trouble) return <Failed trouble={found.trouble} again={found.again} />;
  if (!view || view.report.id !== id) return <Loading />;
  const { report } = view;
  return (
    <article class="report-view">
      <header class="title">
        <p class="crumbs"><a href={to("/reports")}>{t("reports")}</a> · <code dir="ltr">{report.id}</code></p>
        <h1 dir="auto">{marks.title.length ? <Marked text={report.title ?? ""} marks={marks.title} /> : report.title ?? t("untitled")}</h1>
        <p class="badges"><strong><bdi>{report.outlet ?? t("outlet_unknown")}</bdi></strong><span>{day(view.dated ?? report.published)}</span>
          {report.url && /^https?:\/\//.test(report.url) && <a href={report.url} target="_blank" rel="noopener noreferrer">{t("original")}</a>}</p>
      </header>
      <div class="report-grid">
        <Section title={t("as_read")} id="text" extra={chosen ? <MarkLegend /> : <MarkLegend roles={["evidence", "trigger"]} />}>
          <div class="report-text"><Marked text={report.text} marks={marks.text} label={t("text")} /></div>
        </Section>
        <Section title={t("claims_h")} id="claims">
          {view.claims.length === 0 ? <p class="notice">{t("no_claims")}{view.note ? <>: <span lang="en" dir="ltr">{view.note}</span></> : "."}</p> : <p class="hint">{t("choose_claim")}</p>}
          <ul class="claim-list">{view.claims.map(({ claim, event, verdict }) => (
            <li key={claim.id} class={claim.id === chosen ? "current" : ""}>
              <button type="button" aria-pressed={claim.id === chosen} onClick={() => set({ claim: claim.id === chosen ? null : claim.id }, true)}>
                <span><Dot of={claim.kind} /><strong>{kind(claim.kind)}</strong> <StatusBadge status={claim.status} />{verdict && <span class="badge plain">{t(verdict)}</span>}</span>
                <span class="line-2"><bdi>{[...(claim.initiators ?? []), ...(claim.targets ?? [])].map((p) => p.text).slice(0, 4).join(" · ")}</bdi>{claim.places?.[0] && <> · <bdi>{claim.places[0].text}</bdi></>}</span>
              </button>
              {event && <a href={to(`/events/${event}`)}>{t("open_event")}</a>}
            </li>
          ))}</ul>
        </Section>
      </div>
    </article>
  );
}
