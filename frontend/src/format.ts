// Numbers, days and names as the reader wants them.
import { session } from "./api";
import type { KindWord } from "./types";
import { settings, t, type Word } from "./words";

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function locale(): string {
  const digits = settings.digits === "arabic" ? "arab" : "latn";
  return settings.lang === "ar" ? `ar-SY-u-nu-${digits}-ca-gregory` : `en-GB-u-nu-${digits}-ca-gregory`;
}

function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const full = `${key}|${locale()}`;
  if (!cache.has(full)) cache.set(full, make());
  return cache.get(full) as T;
}

export function number(value: number, digits = 0): string {
  return kept(`n${digits}`, () => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, useGrouping: true })).format(value);
}

/** Digits of a text that is not a number: an hour, an id, a version. */
export function digits(text: string): string {
  return settings.digits === "arabic" ? text.replace(/[0-9]/g, (d) => "٠١٢٣٤٥٦٧٨٩"[+d]!) : text;
}

export function day(iso: string | null | undefined, style: "long" | "short" | "month" = "long"): string {
  if (!iso) return t("day_unknown");
  const at = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(+at)) return iso;
  const how: Intl.DateTimeFormatOptions =
    style === "long" ? { day: "numeric", month: "long", year: "numeric" }
    : style === "short" ? { day: "numeric", month: "short", year: "numeric" }
    : { month: "short", year: "numeric" };
  return kept(`d${style}`, () => new Intl.DateTimeFormat(locale(), { ...how, timeZone: "UTC" })).format(at);
}

export function interval(start?: string | null, end?: string | null, style: "long" | "short" = "long"): string {
  if (!start) return t("day_unknown");
  if (!end || end === start) return day(start, style);
  return `${day(start, style)} – ${day(end, style)}`;
}

export function moment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(+at)) return iso;
  return kept("m", () => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" })).format(at);
}

export function range(low: number, high: number | null | undefined): string {
  if (high === null || high === undefined) return `${t("least")} ${number(low)}`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

let words: { of: KindWord[]; by: Map<string, KindWord> } | undefined;
export function kindWord(id: string): KindWord | undefined {
  if (words?.of !== session.words.kinds) words = { of: session.words.kinds, by: new Map(session.words.kinds.map((k) => [k.id, k])) };
  return words.by.get(id);
}

export function kind(id: string): string {
  const found = kindWord(id);
  return found ? found[settings.lang] : id;
}

export function family(id: string): string {
  return kindWord(id)?.family ?? "statement";
}

/** The direction of a text by most of its letters: the first one may be a name or the "Post" of a page. */
export function way(text: string): "rtl" | "ltr" {
  const arabic = text.match(/[\u0620-\u06ff]/g)?.length ?? 0, latin = text.match(/[A-Za-z]/g)?.length ?? 0;
  return arabic * 2 >= latin ? "rtl" : "ltr";
}

/** The actor's name in the reader's language, where the registry has one. */
export function who(one: { name: string; name_en?: string }): string {
  return settings.lang === "en" && one.name_en ? one.name_en : one.name;
}

/** "3 reports", with Arabic's own plurals. */
export function count(n: number, what: "report" | "origin" | "event" | "claim"): string {
  if (settings.lang === "en") return `${number(n)} ${what}${n === 1 ? "" : "s"}`;
  const [one, two, several, many, plain] = ARABIC[what];
  if (n === 1) return one;
  if (n === 2) return two;
  const rest = n % 100;
  return `${number(n)} ${n === 0 ? plain : rest >= 3 && rest <= 10 ? several : rest >= 11 ? many : plain}`;
}

const ARABIC: Record<string, [string, string, string, string, string]> = {
  report: ["تقرير واحد", "تقريران", "تقارير", "تقريراً", "تقرير"],
  origin: ["مصدر واحد", "مصدران", "مصادر", "مصدراً", "مصدر"],
  event: ["حدث واحد", "حدثان", "أحداث", "حدثاً", "حدث"],
  claim: ["إفادة واحدة", "إفادتان", "إفادات", "إفادة", "إفادة"],
};

export const TOLLS = ["killed", "injured", "captured", "missing", "displaced"] as const satisfies readonly Word[];

export function isoDay(days: number): string {
  return new Date(days * 86400000).toISOString().slice(0, 10);
}

export function dayNumber(iso: string): number {
  return Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86400000);
}

export const COLOURS: Record<string, string> = {
  force: "#a8403a", coercion: "#8a5a12", posture: "#55606e", diplomacy: "#1f6f6b", civic: "#6a4c93", statement: "#3b6ea5", relief: "#4f7a2e",
};
