// Map and timeline, with the list of what they show.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ask, useAsk } from "../api";
import { count, dayNumber, isoDay, number } from "../format";
import { Empty, EventLine, Failed, Loading } from "../parts/common";
import { Filters } from "../parts/filters";
import { EventMap, type Picked } from "../parts/map";
import { byPlace, familyOf, within, type Range } from "../parts/marks";
import { Timeline } from "../parts/timeline";
import { filters, set, usePlace } from "../state";
import type { Brief, Marks, Page } from "../types";
import { t } from "../words";

export function Events() {
  const { query } = usePlace();
  const base = filters(query, ["from", "to"]).toString();
  const marks = useAsk<Marks>(`marks${base ? `?${base}` : ""}`);
  const asked: Range = { from: number_(query.get("from")), to: number_(query.get("to")) };
  const [brush, setBrush] = useState<Range | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const range = brush ?? asked;
  const data = marks.data;
  const families = useMemo(() => (data ? familyOf(data) : []), [data]);
  const chosen = useMemo(() => (data ? within(data, range) : []), [data, range.from, range.to]);
  const places = useMemo(() => (data ? byPlace(data, families, chosen) : []), [data, families, chosen]);
  const onMap = useMemo(() => places.reduce((sum, p) => sum + p.count, 0), [places]);
  const frame = useRef(0), next = useRef<Range | null>(null);
  const onRange = useCallback((wanted: Range, done: boolean) => {
    next.current = wanted;
    if (done) {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      setBrush(null);
      set({ from: wanted.from === null ? null : isoDay(wanted.from), to: wanted.to === null ? null : isoDay(wanted.to) });
    } else frame.current ||= requestAnimationFrame(() => { frame.current = 0; setBrush(next.current); });
  }, []);
  useEffect(() => setPicked(null), [base]);
  const tab = query.get("show") ?? "all";
  const ids = useMemo(() => {
    if (!picked || !data) return null;
    const inside = new Set(chosen);
    return picked.members.filter((n) => inside.has(n)).map((n) => data.id[n]!);
  }, [picked, data, chosen]);

  return (
    <div class="events-view">
      <h1 class="sr">{t("events")}</h1>
      <Filters />
      {marks.trouble && !data && <Failed trouble={marks.trouble} again={marks.again} />}
      {!data && !marks.trouble && <Loading />}
      {data && (
        <div class={`events-grid${marks.loading ? " stale" : ""}`}>
          <div class="drawn">
            <EventMap places={places} onPick={setPicked} moving={brush !== null} extent={`${data.dataset}|${base}`} />
            <Timeline marks={data} range={range} onRange={onRange} />
          </div>
          <div class="listed">
            <div class="tabs" role="tablist" aria-label={t("list")}>
              {([["all", t("all_events"), chosen.length], ["located", t("located"), onMap], ["unlocated", t("unlocated"), chosen.length - onMap]] as const).map(([id, word, n]) => (
                <button key={id} type="button" role="tab" aria-selected={!picked && tab === id} onClick={() => { setPicked(null); set({ show: id === "all" ? null : id }, true); }}>{word} <b>{number(n)}</b></button>
              ))}
            </div>
            {picked && <p class="picked"><span>{t("at_place")} <bdi>{picked.label}</bdi></span><button type="button" onClick={() => setPicked(null)}>{t("close")}</button></p>}
            <List query={query} ids={ids} located={tab === "located" ? "true" : tab === "unlocated" ? "false" : null} hold={brush !== null} total={chosen.length} />
          </div>
        </div>
      )}
    </div>
  );
}

function number_(iso: string | null): number | null {
  return iso ? dayNumber(iso) : null;
}

function List({ query, ids, located, hold, total }: { query: URLSearchParams; ids: string[] | null; located: string | null; hold: boolean; total: number }) {
  const [more, setMore] = useState<{ of: string; items: Brief[]; next: string | null } | null>(null);
  const asked = filters(query);
  if (located) asked.set("located", located);
  if (ids) for (const id of ids.slice(0, 150)) asked.append("id", id);
  asked.set("order", "newest");
  asked.set("limit", ids ? "150" : "40");
  const path = useRef("");
  if (!hold) path.current = `events?${asked}`;
  const page = useAsk<Page<Brief>>(ids && ids.length === 0 ? null : path.current);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.scrollTo({ top: 0 }); }, [path.current]);
  if (page.trouble) return <Failed trouble={page.trouble} again={page.again} />;
  if (!page.data) return <Loading />;
  const mine = more && more.of === path.current ? more : null;
  const items = [...page.data.items, ...(mine?.items ?? [])];
  const next = mine ? mine.next : page.data.next;
  return (
    <div class="list" ref={box} aria-busy={page.loading} tabIndex={-1}>
      {!hold && <p class="sr" role="status">{count(total, "event")}</p>}
      {items.length === 0 && <Empty><p>{t("try_clear")}</p></Empty>}
      {items.map((one) => <EventLine key={one.id} one={one} />)}
      {next && <button type="button" class="more" onClick={async () => {
        const found = await ask<Page<Brief>>(`${path.current}&cursor=${next}`);
        setMore({ of: path.current, items: [...(mine?.items ?? []), ...found.items], next: found.next });
      }}>{t("more")}</button>}
    </div>
  );
}
