// Small pieces that every view uses.
import type { ComponentChildren } from "preact";
import type { Trouble } from "../api";
import { COLOURS, count, family, interval, kind, number, range, TOLLS, who } from "../format";
import { to } from "../state";
import type { Brief, ReviewState, Status } from "../types";
import { said, settings, t, type Word } from "../words";

export function Dot({ of }: { of: string }) {
  return <span class={`dot f-${family(of)}`} aria-hidden="true" />;
}

export function StatusBadge({ status }: { status: Status }) {
  return <span class={`badge s-${status}`}>{said("s_", status)}</span>;
}

export function Assessment({ value }: { value: string }) {
  return <span class={`badge ${value === "Contested" ? "contested" : "plain"}`}>{said("a_", value)}</span>;
}

export function Reviewed({ state }: { state: ReviewState }) {
  return <span class={`badge r-${state}`}>{said("r_", state)}</span>;
}

export function Failed({ trouble, again }: { trouble: Trouble; again?: () => void }) {
  return (
    <div class="notice failed" role="alert">
      <strong>{t("failed")}</strong>
      <p dir="auto">{trouble.status === 0 ? t("unreachable") : trouble.detail}{trouble.mend ? ` ${trouble.mend}` : ""}</p>
      {again && <button type="button" onClick={again}>{t("retry")}</button>}
    </div>
  );
}

export function Loading() {
  return <div class="loading" role="status"><span>{t("loading")}</span></div>;
}

export function Empty({ children }: { children?: ComponentChildren }) {
  return <div class="notice"><p>{t("nothing")}</p>{children}</div>;
}

/** Names one after the other, each kept apart from its neighbours' direction of writing. */
export function Names({ of, most = 3 }: { of: readonly { name: string; name_en?: string }[] | undefined; most?: number }) {
  const list = of ?? [], comma = settings.lang === "ar" ? "، " : ", ";
  return <>{list.slice(0, most).map((one, n) => <>{n > 0 && comma}<bdi>{who(one)}</bdi></>)}{list.length > most && `${comma}+${number(list.length - most)}`}</>;
}

/** Words of reports one after the other, as `Names`. */
export function Words({ of, most = 6 }: { of: readonly string[] | undefined; most?: number }) {
  return <Names of={(of ?? []).map((name) => ({ name }))} most={most} />;
}

export const Arrow = () => <span class="arrow" aria-hidden="true"> → </span>;

/** Who did what to whom: one line. */
export function Sides({ one }: { one: Pick<Brief, "initiators" | "targets"> }) {
  const first = one.initiators ?? [], second = one.targets ?? [];
  return <span class="sides"><Names of={first} />{second.length > 0 && <><Arrow /><Names of={second} /></>}</span>;
}

export function tolls(one: Brief): string[] {
  return TOLLS.filter((name) => one.tolls?.[name]).map((name) => toll(name, one.tolls![name]!));
}

/** "3 killed"; in Arabic the label comes first, which is right for any number. */
export function toll(name: (typeof TOLLS)[number], [low, high]: [number, number | null]): string {
  return settings.lang === "ar" ? `${t(`toll_${name}` as Word)}: ${range(low, high)}` : `${range(low, high)} ${t(name)}`;
}

/** The place under the name the reader's language has for it. */
export function placeName(one: { name: string; name_en?: string }): string {
  return who(one);
}

/** An event in a list. */
export function EventLine({ one, current }: { one: Brief; current?: boolean }) {
  const places = one.places ?? [];
  const figures = tolls(one);
  return (
    <a class={`event-line${current ? " current" : ""}`} href={to(`/events/${one.id}`)} data-event={one.id}>
      <span class="line-1"><Dot of={one.kind} /><strong>{kind(one.kind)}</strong> <StatusBadge status={one.status} />
        {one.assessment === "Contested" && <Assessment value={one.assessment} />}
        {one.review === "reviewed" && <Reviewed state={one.review} />}</span>
      <span class="line-2"><Sides one={one} />{places.length > 0 ? <span class="at">{(one.initiators ?? []).length + (one.targets ?? []).length > 0 && " · "}<bdi>{placeName(places[0]!)}</bdi></span> : null}</span>
      <span class="line-3">{interval(one.start, one.end, "short")}{one.basis === "published" ? ` (${t("by_publication")})` : ""}
        {figures.length > 0 && <> · <b>{figures.join(" · ")}</b></>} · {one.reports > 0 && `${count(one.reports, "report")} · `}{count(one.origins, "origin")}
        {places.every((p) => p.shape === "none") && <> · <em>{t("no_place")}</em></>}</span>
    </a>
  );
}

export function Legend() {
  return (
    <ul class="legend" aria-label={t("legend")}>
      {Object.keys(COLOURS).map((name) => <li key={name}><span class={`dot f-${name}`} aria-hidden="true" />{said("f_", name)}</li>)}
    </ul>
  );
}

export function Section({ title, id, children, extra }: { title: string; id?: string; children: ComponentChildren; extra?: ComponentChildren }) {
  return <section class="block" id={id}><header class="block-head"><h2>{title}</h2>{extra}</header>{children}</section>;
}
