// One event: every field with who says it, the reports beside one another, and why it is one event.
import type { ComponentChildren } from "preact";
import { apart as apart_, country, means, part } from "../machine";
import { useEffect, useState } from "preact/hooks";
import { session, useAsk } from "../api";
import { count, day, digits, interval, kind, kindWord, moment, number, range, TOLLS, who } from "../format";
import { Assessment, Dot, EventLine, Failed, Loading, placeName, Reviewed, Section, StatusBadge, Words } from "../parts/common";
import { around, Marked, MarkLegend, marksOf } from "../parts/marked";
import { SpotMap } from "../parts/spotmap";
import { go, to } from "../state";
import type { EventView, Explanation, FullEvent, Placings, Spot, ToldView } from "../types";
import { said, settings, t, type Word } from "../words";

export function EventPage({ id }: { id: string }) {
  const found = useAsk<EventView>(`events/${id}`);
  useEffect(() => {
    const asked = found.data?.asked;
    if (asked && asked === id && found.data!.event.id !== id) go(to(`/events/${found.data!.event.id}`), true);
  }, [found.data]);
  if (found.trouble) return <Failed trouble={found.trouble} again={found.again} />;
  if (!found.data || !found.data.event.id.startsWith(id) && found.data.asked !== id) return <Loading />;
  return <Shown view={found.data} again={found.again} />;
}

function Shown({ view, again }: { view: EventView; again: () => void }) {
  const one = view.event;
  const places = useAsk<Placings>(`events/${one.id}/places`);
  const candidates = (places.data?.items ?? []).flatMap((p) => p.candidates);
  const numbers = new Map(view.claims.map((told, n) => [told.claim.id, n + 1]));
  const drawn = view.spots.some((s) => s.shape !== "none");
  return (
    <article class="event-view">
      <header class="title">
        <p class="crumbs"><a href={to("/events")}>{t("events")}</a> · <code dir="ltr">{one.id}</code></p>
        <h1><Dot of={one.kind} />{kind(one.kind)}{one.places?.[0] && <> · <bdi>{placeName(view.spots.find((s) => s.name === one.places![0]!.name) ?? one.places[0])}</bdi></>}{" "}<small>{interval(one.when?.start, one.when?.end)}</small></h1>
        <p class="badges"><StatusBadge status={one.status} /><Assessment value={one.assessment} /><Reviewed state={view.review} />
          <span>{count(one.reports, "report")} · {count(one.independent_origins, "origin")}</span></p>
        {(one.disagreement ?? []).length > 0 && <p class="disagree"><strong>{t("disagree")}:</strong> {one.disagreement!.map((d) => said("d_", d) === d ? said("", d) : said("d_", d)).join(" · ")}</p>}
        <Tools id={one.id} />
      </header>
      <div class="event-grid">
        <Section title={t("fields_h")} id="fields"><Fields one={one} numbers={numbers} spots={view.spots} /></Section>
        <Section title={t("places_h")} id="places">
          {drawn || candidates.length > 0 ? <SpotMap spots={view.spots} candidates={candidates} /> : <p class="notice">{t("no_place")}</p>}
          <PlaceChoices placings={places.data} />
        </Section>
      </div>
      <Section title={t("reports_h")} id="reports" extra={!session.here.publish && <MarkLegend />}>
        <div class="side-by-side">{view.claims.map((told, n) => <ClaimCard key={told.claim.id} told={told} n={n + 1} />)}</div>
      </Section>
      {!session.here.publish && <Why id={one.id} numbers={numbers} />}
      <History view={view} again={again} />
    </article>
  );
}

function Tools({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <p class="tools">
      <button type="button" onClick={() => print()}>{t("print")}</button>
      <button type="button" onClick={() => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true))}>{copied ? t("copied") : t("copy_link")}</button>
      {session.here.role !== "reader" && !session.here.publish && <a class="button" href={to("/review", { event: id })}>{t("review")}</a>}
    </p>
  );
}

function Cites({ claims, numbers }: { claims?: string[]; numbers: Map<string, number> }) {
  const known = (claims ?? []).filter((c) => numbers.has(c));
  return <span class="cites">{known.slice(0, 12).map((c) => <a key={c} href={`#claim-${c}`} aria-label={`${t("claim")} ${number(numbers.get(c)!)}`}>{number(numbers.get(c)!)}</a>)}{known.length > 12 && <span>+{number(known.length - 12)}</span>}</span>;
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return <tr><th scope="row">{label}</th><td>{children}</td></tr>;
}

function Fields({ one, numbers, spots }: { one: FullEvent; numbers: Map<string, number>; spots: Spot[] }) {
  const symmetric = kindWord(one.kind)?.symmetric;
  const actors = (list: FullEvent["initiators"]) => (list ?? []).map((a) => (
    <li key={a.name + a.id}><a href={to("/actors/" + encodeURIComponent(a.id ?? `~${a.name}`))}><bdi>{who(a)}</bdi></a> {a.name_en && who(a) !== a.name && <bdi class="other">{a.name}</bdi>} <span class="support">{count(a.support ?? 0, "origin")}</span> <Cites claims={a.claims} numbers={numbers} /></li>
  ));
  const settled = new Set((one.settled ?? []).map((s) => s.field));
  const mark = (field: string) => settled.has(field) ? <span class="badge r-reviewed">{t("reviewed_day")}</span> : null;
  return (
    <table class="fields"><tbody>
      <Row label={t("what")}>{mark("kind")}<ul>{(one.kinds?.length ? one.kinds : [{ value: one.kind, claims: one.claims, origins: [] }]).map((k) => <li key={k.value}>{kind(k.value)} <span class="support"><Words of={k.origins} most={3} /></span> <Cites claims={k.claims} numbers={numbers} /></li>)}</ul></Row>
      <Row label={t("status")}>{mark("status")}<ul>{(one.statuses?.length ? one.statuses : [{ value: one.status, claims: one.claims, origins: [] }]).map((s) => <li key={s.value}>{said("s_", s.value)} <span class="support"><Words of={s.origins} most={3} /></span> <Cites claims={s.claims} numbers={numbers} /></li>)}</ul></Row>
      <Row label={symmetric ? t("between") : t("who")}>{mark("initiators")}{one.initiators?.length ? <ul>{actors(one.initiators)}</ul> : <em>{t("not_said")}</em>}</Row>
      <Row label={symmetric ? t("and") : t("whom")}>{mark("targets")}{one.targets?.length ? <ul>{actors(one.targets)}</ul> : <em>{t("not_said")}</em>}</Row>
      {one.third_parties?.length ? <Row label={t("third")}><ul>{actors(one.third_parties)}</ul></Row> : null}
      <Row label={t("where")}>{mark("places")}{one.places?.length ? <ul>{one.places.map((p) => (
        <li key={p.name}><bdi>{p.name}</bdi> <PlaceEnglish of={p.name} spots={spots} /><span class="support"><Words of={[p.admin2, p.admin1, p.country && country(p.country)].filter((w): w is string => Boolean(w))} />{p.precision ? ` · ${t(`prec_${p.precision}` as Word)}` : ""}{p.lat !== undefined && p.lon !== undefined ? <> · <span dir="ltr">{digits(`${p.lat.toFixed(4)}, ${p.lon.toFixed(4)}`)}</span></> : ""}</span> <Cites claims={p.claims} numbers={numbers} /></li>
      ))}</ul> : <em>{t("unknown")}</em>}</Row>
      <Row label={t("when")}>{mark("when")}{one.when ? <ul>{(one.when.told?.length ? one.when.told : [one.when]).map((d) => <li key={d.start + d.end}>{interval(d.start, d.end)} {one.when!.basis === "published" && <em>({t("by_publication")})</em>} {"claims" in d && <Cites claims={d.claims} numbers={numbers} />}</li>)}</ul> : <em>{t("day_unknown")}</em>}</Row>
      {TOLLS.map((name) => one[name] && (
        <Row key={name} label={t(`toll_${name}` as Word)}>{mark(name)}<b class="figure">{range(one[name]!.min, one[name]!.max)}</b>
          <ul>{(one[name]!.figures ?? []).map((f) => <li key={`${f.min}-${f.max}`}>{range(f.min, f.max)} <span class="support"><Words of={f.origins} />{f.first ? ` · ${interval(f.first, f.last, "short")}` : ""}</span> <Cites claims={f.claims} numbers={numbers} /></li>)}</ul></Row>
      ))}
      {one.means?.length ? <Row label={t("means")}><Words of={one.means.map(means)} /></Row> : null}
      <Row label={t("origins_h")}><ul>{(one.origins ?? []).map((o) => <li key={o.name}><bdi>{o.name}</bdi> <span class="support">{t(`how_${o.how}` as Word)} · {count(o.documents?.length ?? 0, "report")}</span> <Cites claims={o.claims} numbers={numbers} /></li>)}</ul></Row>
    </tbody></table>
  );
}

export function ClaimCard({ told, n }: { told: ToldView; n?: number }) {
  const [whole, setWhole] = useState(false);
  const { claim, document: report } = told;
  const [start, end] = whole ? [0, report.text.length] : around(report.text, claim);
  const inTitle = marksOf(claim, "title");
  return (
    <section class={`claim-card${told.verdict === "rejected" ? " rejected" : ""}`} id={`claim-${claim.id}`} aria-label={`${t("claim")} ${n ?? ""}`}>
      <header>
        {n !== undefined && <span class="n">{number(n)}</span>}
        <strong><bdi>{report.outlet ?? t("outlet_unknown")}</bdi></strong>
        <span class="when">{day(report.published, "short")}</span>
        {told.verdict && <span class={`badge r-${told.verdict === "accepted" ? "reviewed" : "unreviewed"}`}>{t(told.verdict)}</span>}
        {told.corrected && <span class="badge r-reviewed">{t("corrected")}</span>}
      </header>
      {told.withheld ? <p class="notice">{t("withheld")}</p> : <>
        {report.title && (inTitle.length ? <Marked text={report.title} marks={inTitle} /> : <p class="headline" dir="auto">{report.title}</p>)}
        <Marked text={report.text} marks={marksOf(claim)} start={start} end={end} />
      </>}
      <footer>
        <span>{said("s_", claim.status)} · {t("confidence")} {number(claim.confidence ?? 0, 2)}</span>
        {!told.withheld && <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>{whole ? t("excerpt") : t("whole_text")}</button>}
        {!told.withheld && <a href={to(`/reports/${encodeURIComponent(report.id)}`, { claim: claim.id })}>{t("open_report")}</a>}
        {report.url && /^https?:\/\//.test(report.url) && <a href={report.url} target="_blank" rel="noopener noreferrer">{t("original")}</a>}
      </footer>
    </section>
  );
}

function PlaceChoices({ placings }: { placings?: Placings }) {
  const listed = (placings?.items ?? []).filter((p) => p.candidates.length > 0);
  if (listed.length === 0) return null;
  return (
    <div class="choices">{listed.map((p) => (
      <details key={p.spot.name}><summary><bdi>{p.spot.name}</bdi> <span class="support">{number(p.candidates.length)}</span></summary>
        <ol>{p.candidates.map((c) => (
          <li key={c.id} class={c.chosen ? "chosen" : ""}><bdi>{c.name_ar || c.name_en}</bdi> <bdi class="other">{c.name_en}</bdi> <span class="support"><Words of={[c.admin1, country(c.country)].filter((w): w is string => Boolean(w))} /> · {t("score")} {number(c.score, 2)}{c.chosen ? ` · ${t("chosen")}` : ""}</span>
            {c.reasons?.length ? <small dir="auto">{c.reasons.join("; ")}</small> : null}</li>
        ))}</ol></details>
    ))}</div>
  );
}

function Why({ id, numbers }: { id: string; numbers: Map<string, number> }) {
  const found = useAsk<Explanation>(`events/${id}/explanation`);
  const held = found.data?.explained.held ?? [], apart = found.data?.explained.apart ?? [];
  const others = new Map((found.data?.others ?? []).map((o) => [o.id, o]));
  return (
    <div class="event-grid">
      <Section title={t("why_h")} id="why">
        {found.trouble && <Failed trouble={found.trouble} again={found.again} />}
        {!found.data && !found.trouble && <Loading />}
        {found.data && held.length === 0 && <p class="notice">{t("one_claim")}</p>}
        <ul class="pairs">{held.map((pair) => (
          <li key={pair.a + pair.b}>
            <span class="cites"><a href={`#claim-${pair.a}`}>{number(numbers.get(pair.a) ?? 0)}</a> <a href={`#claim-${pair.b}`}>{number(numbers.get(pair.b) ?? 0)}</a></span>
            <b dir="ltr">{number(pair.score, 2)}</b>
            <span class="parts">{Object.entries(pair.parts ?? {}).filter(([, v]) => Math.abs(v) > 0.005).sort((x, y) => Math.abs(y[1]) - Math.abs(x[1])).map(([name, value]) => (
              <span key={name} class={value < 0 ? "against" : "for"} title={String(value)}><bdi>{part(name)}</bdi> <bdi dir="ltr">{value > 0 ? "+" : "−"}{number(Math.abs(value), 2)}</bdi></span>
            ))}</span>
          </li>
        ))}</ul>
      </Section>
      <Section title={t("apart_h")} id="apart">
        {found.data && apart.length === 0 && <p class="notice">{t("nothing")}</p>}
        <ul class="apart">{apart.map((each) => <li key={each.event}>{others.has(each.event) && <EventLine one={others.get(each.event)!} />}<small>{apart_(each.why)}</small></li>)}</ul>
      </Section>
    </div>
  );
}

function History({ view }: { view: EventView; again: () => void }) {
  const decisions = view.decisions ?? [], changes = view.changes ?? [];
  if (decisions.length + changes.length === 0) return null;
  return (
    <Section title={t("history_h")} id="history">
      <ul class="history">
        {decisions.map((d) => <li key={d.id}><b>{said("decided_", d.what)}</b>{d.field ? ` · ${said("field_", d.field)}` : ""} · {d.who && <bdi>{d.who}</bdi>} · {moment(d.at)}{d.why && <> · <q dir="auto">{d.why}</q></>}</li>)}
        {changes.map((c) => <li key={`${c.run}-${c.what}`} class="quiet"><Changed one={c} view={view} /></li>)}
      </ul>
    </Section>
  );
}

const CHANGES: Record<string, [Word, RegExp]> = {
  told: ["ch_told", /^told by (.+?)(?: and (\d+) more)?$/], joined: ["ch_joined", /^joined by (.+?)(?: and (\d+) more)?$/],
  left: ["ch_left", /^no longer with (.+?)(?: and (\d+) more)?$/],
};

/** What a reading of the archive did to the event, its reports as links. */
function Changed({ one, view }: { one: { run: number; what: string; why?: string }; view: EventView }) {
  const outlets = new Map(view.claims.map((c) => [c.document.id, c.document.outlet ?? c.document.title ?? t("report")]));
  const pieces = (one.why ?? "").split("; ").filter(Boolean).map((piece, n) => {
    for (const [word, pattern] of Object.values(CHANGES)) {
      const found = pattern.exec(piece);
      if (!found) continue;
      const comma = settings.lang === "ar" ? "، " : ", ";
      return <span key={n}> · {t(word)} {found[1]!.split(", ").map((id, at) => <>{at > 0 && comma}<a href={to(`/reports/${encodeURIComponent(id)}`, {}, false)}><bdi>{outlets.get(id) ?? t("report")}</bdi></a></>)}{found[2] && ` +${number(+found[2])}`}</span>;
    }
    return <span key={n}> · {piece === "its claims say something else" ? t("ch_other") : <bdi lang="en">{piece}</bdi>}</span>;
  });
  return <span>{t("ch_run")} {number(one.run)} · {said("ch_", one.what)}{pieces}</span>;
}

function PlaceEnglish({ of, spots }: { of: string; spots: Spot[] }) {
  const name = settings.lang === "en" ? spots.find((s) => s.name === of)?.name_en : undefined;
  return name ? <><bdi class="other">{name}</bdi> </> : null;
}
