// The picture as of a day: fronts, what stands, what changed; every line leads to its evidence.
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAsk } from "../api";
import { count, day, dayNumber, digits, interval, isoDay, kind, number, who } from "../format";
import { Arrow, EventLine, Failed, Loading, Names, placeName, Section, toll, Words } from "../parts/common";
import { set, to, usePlace } from "../state";
import type { Brief, Change, Front, Holdings, Page, Picture, PictureSpot, Situation } from "../types";
import { said, settings, t, WORD_KEYS } from "../words";

interface PictureView { dataset: string; picture: Picture; since: string | null; changes: Change[] }

export function Now() {
  const { query } = usePlace();
  const held = useAsk<Holdings>("archive");
  const asOf = query.get("as_of");
  const asked = new URLSearchParams();
  if (asOf) asked.set("as_of", asOf);
  const found = useAsk<PictureView>(`picture${asOf ? `?${asked}` : ""}`);
  const recent = useAsk<Page<Brief>>(`events?order=newest&limit=8${asOf ? `&${asked}` : ""}`);
  const contested = useAsk<Page<Brief>>(`events?order=newest&limit=6&assessment=Contested${asOf ? `&${asked}` : ""}`);
  const picture = found.data?.picture;
  if (held.data?.reports === 0 && held.data.events === 0) {
    return <div class="narrow"><h1>{t("now")}</h1><div class="notice"><p>{t("first_visit")}</p><p><a class="button primary" href={to("/add")}>{t("add_h")}</a></p></div></div>;
  }
  return (
    <div class="now-view">
      <header class="title"><h1>{t("now")}{" "}<small>{t("day_of")} {day(asOf ?? picture?.day ?? held.data?.published_last)}</small></h1>
        {picture && <p class="badges"><span>{count(picture.reports, "report")}</span><span>{count(picture.claims, "claim")}</span><span>{count(picture.events, "event")}</span><span>{count(picture.sources.length, "origin")}</span></p>}
        <Slider held={held.data} asOf={asOf} />
      </header>
      {found.trouble && <Failed trouble={found.trouble} again={found.again} />}
      {!picture && !found.trouble && <Loading />}
      {picture && <div class={`now-grid${found.loading ? " stale" : ""}`}>
        <div>
          <Section title={t("fronts_h")} id="fronts"><Fronts picture={picture} /></Section>
          <Section title={t("standing_h")} id="standing"><Situations picture={picture} /></Section>
        </div>
        <div>
          <Section title={t("changes_h")} id="changes" extra={<span class="hint">{t("since")} {day(found.data!.since, "short")}</span>}><Changes changes={found.data!.changes} picture={picture} /></Section>
          <Section title={t("contested_h")} id="contested" extra={contested.data && contested.data.total > 0 ? <a href={to("/events", { assessment: "Contested" })}>{t("all_of_them")} {number(contested.data.total)}</a> : undefined}>
            {contested.data?.items.length === 0 && <p class="notice">{t("nothing_contested")}</p>}
            {contested.data?.items.map((one) => <EventLine key={one.id} one={one} />)}
          </Section>
          <Section title={t("recent_h")} id="recent" extra={<a href={to("/events")}>{t("all_of_them")} {recent.data ? number(recent.data.total) : ""}</a>}>
            {recent.data?.items.map((one) => <EventLine key={one.id} one={one} />)}
          </Section>
        </div>
      </div>}
    </div>
  );
}

/** A day to look from: the slider runs over the days of publication. */
function Slider({ held, asOf }: { held?: Holdings; asOf: string | null }) {
  const first = held?.published_first, last = held?.published_last;
  const at = asOf ?? last ?? "";
  const [moving, setMoving] = useState<string | null>(null);
  useEffect(() => setMoving(null), [asOf]);
  if (!first || !last || first === last) return null;
  const low = dayNumber(first), high = dayNumber(last);
  const shown = moving ?? at;
  const take = (n: number) => set({ as_of: n >= high ? null : isoDay(Math.max(low, n)) });
  return (
    <div class="slider">
      <button type="button" aria-label={t("earlier_day")} onClick={() => take(dayNumber(at) - 1)}>‹</button>
      <label><span class="sr">{t("over_time")}</span>
        <input type="range" min={low} max={high} value={dayNumber(shown)} aria-valuetext={day(shown)} onInput={(e) => setMoving(isoDay(+e.currentTarget.value))} onChange={(e) => take(+e.currentTarget.value)} /></label>
      <button type="button" aria-label={t("later_day")} onClick={() => take(dayNumber(at) + 1)}>›</button>
      <output>{day(shown)}</output>
      {asOf && <button type="button" class="link" onClick={() => set({ as_of: null })}>{t("latest")}</button>}
    </div>
  );
}

function spots(list: readonly PictureSpot[] | undefined, most = 3): string {
  const names = (list ?? []).slice(0, most).map(placeName);
  return names.join(" – ") + ((list ?? []).length > most ? ` +${number(list!.length - most)}` : "");
}

/** Links to events by id: enough of them in the address, no more than it bears. */
function evidence(ids: readonly string[] | undefined, label: string) {
  if (!ids?.length) return <span>{label}</span>;
  if (ids.length === 1) return <a href={to(`/events/${ids[0]}`)}>{label}</a>;
  return <details class="evidence"><summary>{label}</summary><EvidenceList ids={ids} /></details>;
}

function EvidenceList({ ids }: { ids: readonly string[] }) {
  const asked = new URLSearchParams({ order: "newest", limit: "60" });
  ids.slice(0, 60).forEach((id) => asked.append("id", id));
  const found = useAsk<Page<Brief>>(`events?${asked}`);
  if (!found.data) return <Loading />;
  return <div class="evidence-list">{found.data.items.map((one) => <EventLine key={one.id} one={one} />)}</div>;
}

function Fronts({ picture }: { picture: Picture }) {
  const sorted = useMemo(() => [...picture.fronts].sort((a, b) => (b.lat ?? -99) - (a.lat ?? -99)), [picture]);
  const still = ["quiet", "undated"];
  const live = sorted.filter((f) => !still.includes(f.trend)), quiet = sorted.filter((f) => still.includes(f.trend));
  if (sorted.length === 0) return <p class="notice">{t("no_fronts")}</p>;
  const fought = live.filter((f) => f.form !== "strikes"), struck = live.filter((f) => f.form === "strikes");
  return <>
    {fought.length > 0 && <ol class="fronts">{fought.map((one) => <FrontLine key={one.id} one={one} />)}</ol>}
    {fought.length === 0 && live.length > 0 && <p class="notice">{t("no_fronts")}</p>}
    {struck.length > 0 && <><h3>{t("strikes_h")}</h3><ol class="fronts strikes">{struck.map((one) => <FrontLine key={one.id} one={one} />)}</ol></>}
    {quiet.length > 0 && <details open={live.length === 0}><summary>{t("trend_quiet")}, {t("trend_undated")} · {number(quiet.length)}</summary><ol class="fronts">{quiet.slice(0, 60).map((one) => <FrontLine key={one.id} one={one} />)}</ol></details>}
  </>;
}

function FrontLine({ one }: { one: Front }) {
  const kinds = Object.entries(one.kinds).sort((a, b) => b[1] - a[1]).slice(0, 3);
  const comma = settings.lang === "ar" ? "، " : ", ";
  const strikes = one.form === "strikes";
  return (
    <li class={`front t-${one.trend}`}>
      <p class="line-1"><strong><bdi>{spots(one.places) || t("unknown")}</bdi></strong> <span class={`trend t-${one.trend}`}>{said(strikes ? "strikes_" : "trend_", one.trend)}</span></p>
      {strikes ? <p class="line-2">{t("strikes_by")} <Names of={one.sides[0]} />{comma}{one.sides[1].length ? <>{t("strikes_on")} <Names of={one.sides[1]} /></> : t("struck_unsaid")}</p>
      : <p class="line-2">{one.sides[0].length ? <Names of={one.sides[0]} /> : t("not_said")} <span class="versus" aria-hidden="true">|</span> {one.sides[1].length ? <Names of={one.sides[1]} /> : t("not_said")}</p>}
      <p class="line-3"><Spark recent={one.recent} before={one.before} /> {t("last_14")} {number(one.window)} {t("days_n")}: <b>{number(one.recent)}</b> · {t("before_that")}: {number(one.before)}{one.undated > 0 && ` · ${number(one.undated)} ${t("undated_n")}`}
        {kinds.length > 0 && " · "}{kinds.map(([k, n]) => `${kind(k)} ${number(n)}`).join(comma)}{one.killed && <> · <b>{toll("killed", one.killed)}</b></>}</p>
      <div class="line-3">{evidence(one.events, `${one.events.length ? `${count(one.events.length, "event")} · ` : ""}${count(one.reports ?? 0, "report")} · ${interval(one.first, one.last, "short")}`)}</div>
    </li>
  );
}

function Spark({ recent, before }: { recent: number; before: number }) {
  const most = Math.max(recent, before, 1);
  return <svg class="spark" viewBox="0 0 22 14" width="22" height="14" aria-hidden="true"><rect x="1" width="8" y={14 - (before / most) * 13} height={(before / most) * 13 + 0.5} class="was" /><rect x="12" width="8" y={14 - (recent / most) * 13} height={(recent / most) * 13 + 0.5} class="is" /></svg>;
}

const SHOWN = 12; // situations that are listed at once

function Situations({ picture }: { picture: Picture }) {
  const open = picture.situations.filter((s) => ["standing", "disputed"].includes(s.state));
  const silent = picture.situations.filter((s) => s.state === "silent");
  const rest = picture.situations.filter((s) => !["standing", "disputed", "silent"].includes(s.state));
  const lines = (list: Situation[]) => <ul class="situations">{list.map((one) => <SituationLine key={one.id} one={one} />)}</ul>;
  const listed = (list: Situation[]) => <>{lines(list.slice(0, SHOWN))}{list.length > SHOWN && <details class="rest"><summary>{t("more_of_them")} · {number(list.length - SHOWN)}</summary>{lines(list.slice(SHOWN, 120))}</details>}</>;
  return <>
    {open.length === 0 && <p class="notice">{t("no_standing")}</p>}
    {listed(open)}
    {silent.length > 0 && <details><summary>{t("st_silent")} · {number(silent.length)}</summary>{listed(silent)}</details>}
    {rest.length > 0 && <details><summary>{t("past_ones")} · {number(rest.length)}</summary>{listed(rest)}</details>}
  </>;
}

function SituationLine({ one }: { one: Situation }) {
  const opened = one.opened ?? [];
  return (
    <li class={`situation st-${one.state}`}>
      <p class="line-1"><strong>{said("k_", one.kind)}</strong> <span class={`badge st-${one.state}`}>{said("st_", one.state)}{one.state === "silent" && one.heard ? ` ${day(one.heard, "short")}` : ""}</span>{one.outcome && <span class="badge plain">{said("c_", one.outcome)}</span>}{(one.contested ?? []).length > 0 && <span class="badge contested">{t("contested_h")}</span>}</p>
      <p class="line-2">{one.doers?.length ? <Names of={one.doers} /> : t("not_said")}{(one.undergoers ?? []).length > 0 && <><Arrow /><Names of={one.undergoers} /></>}{(one.third_parties ?? []).length > 0 && <> · <Names of={one.third_parties} /></>}{(one.places ?? []).length > 0 && <> · <bdi>{spots(one.places)}</bdi></>}</p>
      {one.content && <p class="line-2"><q dir="auto">{one.content}</q></p>}
      <div class="line-3">{opened.length > 0 && <>{t("opened_on")} {opened.map((o) => interval(o.start, o.end, "short")).join(` ${settings.lang === "ar" ? "أو" : "or"} `)} · </>}{one.heard && <>{t("last_heard")} {day(one.heard, "short")} · </>}{evidence(one.events, `${count(one.events?.length ?? 0, "event")} · ${count(one.reports ?? 0, "report")}`)}</div>
      {(one.origins ?? []).length > 0 && <p class="line-3 origins"><Words of={one.origins} most={3} /></p>}
    </li>
  );
}

function Changes({ changes, picture }: { changes: Change[]; picture: Picture }) {
  if (changes.length === 0) return <p class="notice">{t("no_changes")}</p>;
  const label = (one: Change) => {
    if (one.of === "situation") {
      const s = picture.situations.find((x) => x.id === one.ref);
      return <><strong>{said("k_", one.kind)}</strong> <Names of={s?.doers} most={2} />{s?.undergoers?.length ? <><Arrow /><Names of={s.undergoers} most={2} /></> : null}{s?.places?.length ? <> · <bdi>{spots(s.places, 2)}</bdi></> : null}</>;
    }
    if (one.of === "front") {
      const f = picture.fronts.find((x) => x.id === one.ref);
      return <><strong>{t(f?.form === "strikes" ? "strikes" : "front")}</strong> <bdi>{spots(f?.places, 2)}</bdi></>;
    }
    const r = picture.relations.find((x) => x.kind === one.kind && one.claims?.some((c) => x.claims?.includes(c)));
    return <><strong>{said("rel_", one.kind)}</strong> {r && <><bdi>{who(r.source)}</bdi><Arrow /><bdi>{who(r.target)}</bdi></>}</>;
  };
  const target = (one: Change): string[] => {
    const s = picture.situations.find((x) => x.id === one.ref) ?? picture.fronts.find((x) => x.id === one.ref) ?? picture.relations.find((x) => x.kind === one.kind && one.claims?.some((c) => x.claims?.includes(c)));
    return (s?.events as string[] | undefined) ?? [];
  };
  const what = (one: Change) => {
    if (`c_${one.what}` in WORD_KEYS) return said("c_", one.what);
    return said(picture.fronts.find((x) => x.id === one.ref)?.form === "strikes" ? "strikes_" : "trend_", one.what);
  };
  const newest = [...changes].sort((a, b) => (b.reported ?? "").localeCompare(a.reported ?? ""));
  return (
    <ul class="changes">{newest.slice(0, 40).map((one, n) => (
      <li key={n}><time>{day(one.reported ?? one.day, "short")}</time> <span class={`badge c-${one.what}`}>{what(one)}</span> {label(one)}
        <div class="line-3">{evidence(target(one), (one.origins ?? []).slice(0, 2).join("، ") || digits(t("details")))}</div></li>
    ))}{newest.length > 40 && <li>+{number(newest.length - 40)}</li>}</ul>
  );
}
