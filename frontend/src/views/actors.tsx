// Actors: how they stand to one another, as a graph and as a table; and one actor by itself.
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAsk } from "../api";
import { count, interval, kind, number, who } from "../format";
import { EventLine, Failed, Loading, Names, Section, Words } from "../parts/common";
import { set, to, usePlace } from "../state";
import type { ActorBrief, ActorStanding, ActorView, Brief, Page, Relation } from "../types";
import { said, t } from "../words";

interface Relations { dataset: string; items: Relation[] }

export function Actors() {
  const { query } = usePlace();
  const asOf = query.get("as_of");
  const [typed, setTyped] = useState(query.get("find") ?? "");
  const find = query.get("find") ?? "";
  const listed = useAsk<Page<ActorBrief>>(`actors?limit=60${find ? `&q=${encodeURIComponent(find)}` : ""}`);
  const found = useAsk<Relations>(`relations${asOf ? `?as_of=${asOf}` : ""}`);
  const as = query.get("as") ?? "graph";
  const strong = useMemo(() => [...(found.data?.items ?? [])].filter((r) => r.basis !== "registry").sort((a, b) => (b.events?.length ?? 0) - (a.events?.length ?? 0)), [found.data]);
  return (
    <div class="actors-view">
      <h1>{t("actors")}</h1>
      <div class="actors-grid">
        <Section title={t("relations_h")} id="relations" extra={<div class="tabs" role="tablist" aria-label={t("relations_h")}>
          {(["graph", "table"] as const).map((one) => <button key={one} type="button" role="tab" aria-selected={as === one} onClick={() => set({ as: one === "graph" ? null : one }, true)}>{t(one)}</button>)}</div>}>
          {found.trouble && <Failed trouble={found.trouble} again={found.again} />}
          {!found.data && !found.trouble && <Loading />}
          {found.data && strong.length === 0 && <p class="notice">{t("nothing")}</p>}
          {found.data && strong.length > 0 && (as === "graph" ? <Graph relations={leadingPairs(strong)} /> : <RelationTable relations={strong.slice(0, 300)} />)}
        </Section>
        <Section title={t("find_actor")} id="list">
          <form role="search" onSubmit={(e) => { e.preventDefault(); set({ find: typed.trim() || null }); }}><label><span class="sr">{t("find_actor")}</span><input type="search" dir="auto" value={typed} placeholder={t("actor_hint")} maxLength={200} onInput={(e) => setTyped(e.currentTarget.value)} onChange={() => set({ find: typed.trim() || null })} /></label></form>
          {listed.trouble && <Failed trouble={listed.trouble} again={listed.again} />}
          <ul class="actor-list">{(listed.data?.items ?? []).map((one) => (
            <li key={one.key}><a href={to(`/actors/${encodeURIComponent(one.key)}`)}><strong><bdi>{who(one)}</bdi></strong>{one.name_en && who(one) !== one.name && <> <bdi class="other">{one.name}</bdi></>}<span class="line-3">{count(one.events, "event")} · {number(one.as_initiator ?? 0)} {t("as_initiator")} · {number(one.as_target ?? 0)} {t("as_target")}{!one.registered && <> · <em>{t("unregistered")}</em></>}</span></a></li>
          ))}</ul>
        </Section>
      </div>
    </div>
  );
}

/** The relations between registered actors that most events speak of: as many as can be told apart. */
function leadingPairs(relations: readonly Relation[]): Relation[] {
  const known = relations.filter((r) => !r.source.key.startsWith("~") && !r.target.key.startsWith("~"));
  const parties = new Set<string>();
  return (known.length > 8 ? known : relations).filter((r) => {
    const fresh = [r.source.key, r.target.key].filter((k) => !parties.has(k));
    if (parties.size + fresh.length > 24) return false;
    fresh.forEach((k) => parties.add(k));
    return true;
  }).slice(0, 60);
}

const SIGNS: Record<string, string> = { "-1": "against", "0": "neutral", "1": "with" };

function RelationTable({ relations }: { relations: readonly Relation[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("relations_h")}>
      <table class="relations"><thead><tr><th scope="col">{t("source_actor")}</th><th scope="col">{t("relation")}</th><th scope="col">{t("target_actor")}</th><th scope="col">{t("events")}</th><th scope="col">{t("when")}</th><th scope="col">{t("says_so")}</th></tr></thead>
        <tbody>{relations.map((r, n) => (
          <tr key={n}><td><a href={to(`/actors/${encodeURIComponent(r.source.key)}`)}><bdi>{who(r.source)}</bdi></a></td>
            <td><span class={`sign ${SIGNS[String(r.sign)]}`}>{said("rel_", r.kind)}</span>{r.basis === "worded" && <small> {t("b_worded")}</small>}</td>
            <td><a href={to(`/actors/${encodeURIComponent(r.target.key)}`)}><bdi>{who(r.target)}</bdi></a></td>
            <td>{r.events?.length === 1 ? <a href={to(`/events/${r.events[0]}`)}>{number(1)}</a> : number(r.events?.length ?? 0)}</td><td>{r.first ? interval(r.first, r.last, "short") : t("day_unknown")}</td>
            <td><Words of={r.origins} most={2} /></td></tr>
        ))}</tbody></table>
    </div>
  );
}

/** Where the actors of a graph lie: forces at work for a fixed number of steps, so that the same graph looks the same. */
function layout(keys: string[], edges: [number, number, number][], width: number, height: number): [number, number][] {
  const at = keys.map((_, n): [number, number] => { const turn = n * 2.399963, far = Math.sqrt((n + 0.5) / keys.length); return [width / 2 + far * 0.45 * width * Math.cos(turn), height / 2 + far * 0.45 * height * Math.sin(turn)]; });
  const ideal = Math.min(112, Math.sqrt((width * height) / Math.max(keys.length, 1)) * 0.72);
  for (let step = 0; step < 320; step++) {
    const heat = 26 * (1 - step / 320) + 0.5, push = at.map((): [number, number] => [0, 0]);
    for (let a = 0; a < at.length; a++) for (let b = a + 1; b < at.length; b++) {
      // Names are wide and low: keeping them apart takes more room sideways.
      const dx = (at[a]![0] - at[b]![0]) * 0.75, dy = (at[a]![1] - at[b]![1]) * 1.35, d = Math.max(Math.hypot(dx, dy), 6), f = (ideal * ideal) / d / d;
      push[a]![0] += dx * f; push[a]![1] += dy * f; push[b]![0] -= dx * f; push[b]![1] -= dy * f;
    }
    for (const [a, b] of edges) {
      const dx = at[b]![0] - at[a]![0], dy = at[b]![1] - at[a]![1], d = Math.max(Math.hypot(dx, dy), 1), f = (d / ideal) * 0.22;
      push[a]![0] += dx * f; push[a]![1] += dy * f; push[b]![0] -= dx * f; push[b]![1] -= dy * f;
    }
    at.forEach((p, n) => {
      push[n]![0] += (width / 2 - p[0]) * 0.4; push[n]![1] += (height / 2 - p[1]) * 0.62;
      const size = Math.max(Math.hypot(...push[n]!), 0.01), move = Math.min(size, heat);
      p[0] = Math.min(width - 80, Math.max(80, p[0] + (push[n]![0] / size) * move));
      p[1] = Math.min(height - 22, Math.max(30, p[1] + (push[n]![1] / size) * move));
    });
  }
  return at;
}

function Graph({ relations, focus }: { relations: readonly Relation[]; focus?: string }) {
  const W = 900, H = 560;
  const [over, setOver] = useState<string | null>(null);
  const made = useMemo(() => {
    const parties = new Map<string, { name: string; weight: number }>();
    for (const r of relations) for (const p of [r.source, r.target]) {
      const one = parties.get(p.key) ?? { name: who(p), weight: 0 };
      one.weight += Math.max(1, r.events?.length ?? 1);
      parties.set(p.key, one);
    }
    const keys = [...parties.keys()], index = new Map(keys.map((k, n) => [k, n]));
    const edges = relations.filter((r) => r.source.key !== r.target.key).map((r) => ({ r, a: index.get(r.source.key)!, b: index.get(r.target.key)!, w: r.events?.length ?? 1 }));
    return { parties, keys, edges, at: layout(keys, edges.map((e) => [e.a, e.b, e.w]), W, H) };
  }, [relations]);
  return (
    <figure class="graph">
      <svg viewBox={`0 0 ${W} ${H}`} role="group" aria-label={t("relations_h")}>
        <defs>{["against", "neutral", "with"].map((s) => <marker key={s} id={`tip-${s}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" class={`tip ${s}`} /></marker>)}</defs>
        {made.edges.map(({ r, a, b, w }, n) => {
          const [x1, y1] = made.at[a]!, [x2, y2] = made.at[b]!;
          const mx = (x1 + x2) / 2 + (y2 - y1) * (0.08 + 0.05 * (n % 3)), my = (y1 + y2) / 2 - (x2 - x1) * (0.08 + 0.05 * (n % 3));
          const d = Math.hypot(x2 - mx, y2 - my) || 1, ex = x2 - ((x2 - mx) / d) * 12, ey = y2 - ((y2 - my) / d) * 12;
          const dim = over && over !== r.source.key && over !== r.target.key;
          return <path key={n} d={`M${x1.toFixed(1)} ${y1.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${ex.toFixed(1)} ${ey.toFixed(1)}`} class={`edge ${SIGNS[String(r.sign)]}${r.basis === "worded" ? " worded" : ""}${dim ? " dim" : ""}`} stroke-width={Math.min(6, 1 + Math.log2(w + 1) * 0.8)} marker-end={`url(#tip-${SIGNS[String(r.sign)]})`}><title>{`${who(r.source)} ${said("rel_", r.kind)} ${who(r.target)} (${number(w)})`}</title></path>;
        })}
        {made.keys.map((key, n) => {
          const [x, y] = made.at[n]!, one = made.parties.get(key)!;
          const name = one.name.length > 30 ? `${one.name.slice(0, 28)}…` : one.name;
          const half = (k: number) => Math.min(made.parties.get(made.keys[k]!)!.name.length, 29) * 3.4;
          const crowded = made.at.some(([x2, y2], k) => k !== n && k < n && Math.abs(x2 - x) < half(n) + half(k) && Math.abs(y2 - y) < 15);
          return (
            <a key={key} href={to(`/actors/${encodeURIComponent(key)}`)} class={`node${key === focus ? " focus" : ""}${over && over !== key && !made.edges.some((e) => (e.r.source.key === over && e.r.target.key === key) || (e.r.target.key === over && e.r.source.key === key)) ? " dim" : ""}`} onMouseEnter={() => setOver(key)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(key)} onBlur={() => setOver(null)} aria-label={one.name}>
              <circle cx={x} cy={y} r={5 + Math.min(9, Math.log2(one.weight + 1) * 1.3)} /><text x={x} y={crowded && y + 30 < H ? y + 22 + Math.min(6, Math.log2(one.weight + 1)) : y - 12 - Math.min(6, Math.log2(one.weight + 1))} text-anchor="middle" direction={/[\u0600-\u06ff]/.test(name) ? "rtl" : "ltr"}>{name}</text>
            </a>
          );
        })}
      </svg>
      <figcaption><span class="sign against">{t("rel_fights")}</span><span class="sign neutral">{t("rel_mediates")}</span><span class="sign with">{t("rel_supports")}</span><span>{t("not_support")}</span></figcaption>
    </figure>
  );
}

const GROUPS = ["fights", "besieges", "besieged_by", "backers", "backs", "mediated_by", "mediates", "talks_with", "demands", "against_in_words", "worded"] as const;

export function ActorPage({ id }: { id: string }) {
  const { query } = usePlace();
  const found = useAsk<ActorView>(`actors/${encodeURIComponent(id)}`);
  const asOf = query.get("as_of");
  const standing = useAsk<{ standing: ActorStanding | null }>(`standing/${encodeURIComponent(id)}${asOf ? `?as_of=${asOf}` : ""}`);
  const events = useAsk<Page<Brief>>(`events?order=newest&limit=25&actor=${encodeURIComponent(id.replace(/^~/, ""))}`);
  useEffect(() => { if (found.data) document.title = `${who(found.data.actor)} · ${t("app")}`; }, [found.data]);
  if (found.trouble) return <Failed trouble={found.trouble} again={found.again} />;
  if (!found.data) return <Loading />;
  const { actor, aliases = [], kin = [], kinds = {} } = found.data;
  const used = aliases.filter((a) => (a.uses ?? 0) > 0), rest = aliases.filter((a) => !(a.uses ?? 0));
  const tone = (a: { tone?: string }) => a.tone ? <span class={`tone ${a.tone}`}>{said("t_", a.tone)}</span> : null;
  const stands = standing.data?.standing;
  return (
    <article class="actor-view">
      <header class="title"><p class="crumbs"><a href={to("/actors")}>{t("actors")}</a> · <code dir="ltr">{id}</code></p>
        <h1><bdi>{who(actor)}</bdi>{actor.name_en && " "}{actor.name_en && <small><bdi>{who(actor) === actor.name ? actor.name_en : actor.name}</bdi></small>}</h1>
        <p class="badges"><span>{count(actor.events, "event")}</span><span>{number(actor.as_initiator ?? 0)} {t("as_initiator")}</span><span>{number(actor.as_target ?? 0)} {t("as_target")}</span>{Object.entries(kinds).slice(0, 4).map(([k, n]) => <span key={k}>{kind(k)} {number(n)}</span>)}</p></header>
      <div class="event-grid">
        <Section title={t("standing_of")} id="stands">
          {standing.trouble && <Failed trouble={standing.trouble} again={standing.again} />}
          {!standing.data && !standing.trouble && <Loading />}
          {standing.data && !stands && <p class="notice">{t("nothing")}</p>}
          {stands && <table class="fields"><tbody>{GROUPS.map((group) => {
            const list = stands[group] ?? [];
            if (list.length === 0 && !["fights", "backers", "mediated_by"].includes(group)) return null;
            const byOther = new Map<string, { name: string; events: string[]; origins: Set<string> }>();
            for (const r of list) {
              const inward = r.target.key === id || stands.parts.some((p) => p.key === r.target.key);
              const other = inward ? r.source : r.target;
              const one = byOther.get(other.key) ?? { name: who(other), events: [], origins: new Set<string>() };
              one.events.push(...(r.events ?? []));
              (r.origins ?? []).forEach((o) => one.origins.add(o));
              byOther.set(other.key, one);
            }
            return <tr key={group}><th scope="row">{t(`g_${group}`)}</th><td>{byOther.size === 0 ? <em>{t("g_none")}</em> : <ul>{[...byOther].slice(0, 14).map(([key, one]) => <li key={key}><a href={to(`/actors/${encodeURIComponent(key)}`)}><bdi>{one.name}</bdi></a> <span class="support">{one.events.length === 1 ? <a href={to(`/events/${one.events[0]}`)}>{count(1, "event")}</a> : count(new Set(one.events).size, "event")} · <Words of={[...one.origins]} most={2} /></span></li>)}</ul>}{group === "mediated_by" && byOther.size > 0 && <small class="hint">{t("not_support")}</small>}</td></tr>;
          })}</tbody></table>}
          {stands && stands.parts.length > 1 && <p class="hint"><Names of={stands.parts} most={20} /></p>}
        </Section>
        <Section title={t("aliases_h")} id="aliases">
          <p class="hint">{t("alias_note")}</p>
          <ul class="aliases">{used.map((a) => <li key={a.name} class={a.tone === "loaded" ? "loaded" : ""}><bdi lang="ar">{a.name}</bdi> {tone(a)} <small>{number(a.uses!)} {t("used")}</small></li>)}</ul>
          {rest.length > 0 && <details><summary>{t("registry_only")} · {number(rest.length)}</summary><ul class="aliases">{rest.map((a) => <li key={a.name} class={a.tone === "loaded" ? "loaded" : ""}><bdi lang="ar">{a.name}</bdi> {tone(a)}</li>)}</ul></details>}
          {kin.length > 0 && <><h3>{t("registry_h")}</h3><ul class="kin">{kin.map((k, n) => <li key={n}>{k.inward ? <><a href={to(`/actors/${encodeURIComponent(k.key)}`)}><bdi>{who(k)}</bdi></a> {said("rel_", k.relation)} <bdi>{who(actor)}</bdi></> : <>{said("rel_", k.relation)} <a href={to(`/actors/${encodeURIComponent(k.key)}`)}><bdi>{who(k)}</bdi></a></>} <small class="support">{[k.since, k.until].filter(Boolean).join(" – ")}{k.source && <> · {t("read_in")} <bdi>{k.source}</bdi></>}</small></li>)}</ul></>}
        </Section>
      </div>
      <Section title={t("its_events")} id="its" extra={<a href={to("/events", { actor: id.replace(/^~/, "") })}>{t("map")} · {t("all_of_them")} {events.data ? number(events.data.total) : ""}</a>}>
        <div class="line-grid">{(events.data?.items ?? []).map((one) => <EventLine key={one.id} one={one} />)}</div>
      </Section>
    </article>
  );
}
