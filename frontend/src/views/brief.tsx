// The situation brief of some days: every sentence with its footnotes, to be read, printed and sent.
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../api";
import { Failed, Loading } from "../parts/common";
import { set, to, usePlace } from "../state";
import type { BriefNote, BriefPage, Holdings } from "../types";
import { settings, t } from "../words";

interface BriefView { dataset: string; since: string; until: string; page: BriefPage; drawings: string[] }
const FORMS = [["md", "Markdown"], ["html", "HTML"], ["docx", "Word"]] as const;

export function Brief() {
  const { query } = usePlace();
  const held = useAsk<Holdings>("archive");
  const since = query.get("since"), asOf = query.get("as_of");
  const asked = query.get("in");
  const lang = asked === "ar" || asked === "en" ? asked : settings.lang;
  const days = new URLSearchParams();
  if (since) days.set("since", since);
  if (asOf) days.set("as_of", asOf);
  const empty = held.data !== undefined && !held.data.published_last;
  const found = useAsk<BriefView>(held.data && !empty ? `brief?${with_(days, lang)}` : null);
  const view = found.data;
  return (
    <div class="brief-view">
      <h1 class="sr">{t("brief")}</h1>
      <form class="tools brief-tools" onSubmit={(e) => e.preventDefault()}>
        <label><span>{t("brief_since")}</span><input type="date" value={since ?? view?.since ?? ""} max={asOf ?? held.data?.published_last ?? undefined} onChange={(e) => set({ since: e.currentTarget.value || null })} /></label>
        <label><span>{t("brief_until")}</span><input type="date" value={asOf ?? view?.until ?? ""} max={held.data?.published_last ?? undefined} onChange={(e) => set({ as_of: e.currentTarget.value || null })} /></label>
        <label><span>{t("brief_in")}</span><select value={lang} onChange={(e) => set({ in: e.currentTarget.value === settings.lang ? null : e.currentTarget.value })}><option value="ar" lang="ar">العربية</option><option value="en" lang="en">English</option></select></label>
        <div class="takes" role="group" aria-label={t("save_as")}>
          <button type="button" onClick={() => print()} disabled={!view}>{t("print")}</button>
          {FORMS.map(([form, name]) => <a key={form} class="button" download={`marsad-${view?.until ?? "brief"}.${form}`} href={`/api/v1/brief.${form}?${with_(days, lang)}`} aria-label={`${t("save_as")} ${name}`}><bdi>{name}</bdi></a>)}
        </div>
      </form>
      {empty && <div class="notice"><p>{t("brief_empty")}</p><p><a class="button primary" href={to("/add")}>{t("add_h")}</a></p></div>}
      {found.trouble && <Failed trouble={found.trouble} again={found.again} />}
      {!view && !found.trouble && !empty && <Loading />}
      {view && !found.trouble && <Sheet view={view} stale={found.loading} drawn={with_(new URLSearchParams({ since: view.since, as_of: view.until }), view.page.language)} />}
    </div>
  );
}

function with_(days: URLSearchParams, lang: string): string {
  const out = new URLSearchParams(days);
  out.set("lang", lang);
  return out.toString();
}

function Sheet({ view, stale, drawn }: { view: BriefView; stale: boolean; drawn: string }) {
  const page = view.page;
  return (
    <article class={`sheet${stale ? " stale" : ""}`} lang={page.language} dir={page.language === "ar" ? "rtl" : "ltr"}>
      <header><h2>{page.title}</h2>{page.lines.map((line, n) => <p key={n}>{line}</p>)}</header>
      {page.sections.map((section, at) => (
        <section key={at}>
          <h3>{section.title}</h3>
          {section.picture && view.drawings.includes(section.picture) && <Drawing key={drawn + section.picture} src={`/api/v1/brief/${section.picture}.svg?${drawn}`} label={section.title} />}
          {section.table && <div class="table-box" tabIndex={0} role="region" aria-label={section.title}><table><thead><tr>{section.table.head.map((cell, n) => <th key={n} scope="col">{cell}</th>)}</tr></thead>
            <tbody>{section.table.rows.map((row, n) => <tr key={n}>{row.map((cell, m) => m === 0 ? <th key={m} scope="row">{cell}</th> : <td key={m}>{cell}</td>)}</tr>)}</tbody></table></div>}
          {section.items.length > 0 && <ul>{section.items.map((item, n) => (
            <li key={n}>{item.lead && <><strong>{item.lead}</strong>: </>}{item.text}{item.notes.length > 0 && <sup> {item.notes.map((note) => <Mark key={note} n={note} note={page.notes[note - 1]!} />)}</sup>}</li>
          ))}</ul>}
        </section>
      ))}
      <section class="sources"><h3>{page.notes_title}</h3>
        <ol>{page.notes.map((note, n) => <Source key={n} n={n + 1} note={note} unpublished={page.unpublished} arabic={page.language === "ar"} />)}</ol>
      </section>
      <section class="figures"><h3>{page.figures_title}</h3>
        <ul>{page.figures.map((figure, n) => <li key={n}>{figure.value}: <code dir="ltr">{figure.command}</code></li>)}</ul>
      </section>
      <footer><p>{page.close}</p></footer>
    </article>
  );
}

function Mark({ n, note }: { n: number; note: BriefNote }) {
  return <a href={`#note-${n}`} title={note.quote} aria-label={`${t("source_n")} ${n}`}>{n}</a>;
}

function Source({ n, note, unpublished, arabic }: { n: number; note: BriefNote; unpublished: string; arabic: boolean }) {
  const one = note.report;
  return (
    <li id={`note-${n}`}><bdi>{one.outlet ?? one.id}</bdi>{arabic ? "، " : ", "}<bdi>{one.published?.slice(0, 10) ?? unpublished}</bdi>
      {": "}<q dir="auto" lang="ar">{note.quote}</q> <a href={to(`/reports/${encodeURIComponent(one.id)}`, { claim: note.claim }, false)}>{t("see_words")}</a>
      {one.url && /^https?:\/\//.test(one.url) && <span class="address" dir="ltr"> {one.url}</span>}</li>
  );
}

/** The map of fronts or the graph, as the command draws them; where nothing can be drawn the words stand alone. */
function Drawing({ src, label }: { src: string; label: string }) {
  const [there, setThere] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made: string | undefined;
    fetch(src, { credentials: "same-origin", signal: stop.signal }).then(async (answer) => {
      if (answer.ok) setThere(made = URL.createObjectURL(await answer.blob()));
    }).catch(() => undefined);  // the picture comes too late, or not at all
    return () => { stop.abort(); if (made) URL.revokeObjectURL(made); };
  }, [src]);
  return there ? <img class="drawing" src={there} alt={label} width="800" height="540" loading="lazy" /> : null;
}
