// Where the app is: the address is the whole state, so that a link shows what its sender saw.
import { useEffect, useState } from "preact/hooks";

export const FILTERS = ["from", "to", "kind", "status", "actor", "place", "min_precision", "as_of", "assessment", "review"] as const;

export interface Place { path: string; query: URLSearchParams }

const listeners = new Set<() => void>();
let here: Place = read();

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

function changed(): void {
  here = read();
  for (const each of listeners) each();
}

addEventListener("popstate", changed);

export function usePlace(): Place {
  const [, again] = useState(0);
  useEffect(() => {
    const on = () => again((n) => n + 1);
    listeners.add(on);
    return () => void listeners.delete(on);
  }, []);
  return here;
}

export function now(): Place {
  return here;
}

export function go(url: string, replace = false): void {
  if (url === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  const moved = here.path !== location.pathname;
  changed();
  if (moved && !replace) {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
}

/** The address of another view under the same filters; `more` sets or (null) drops parameters. */
export function to(path: string, more: Record<string, string | string[] | null> = {}, keep = true): string {
  const query = new URLSearchParams();
  if (keep) for (const name of [...FILTERS]) for (const value of here.query.getAll(name)) query.append(name, value);
  for (const [name, value] of Object.entries(more)) {
    query.delete(name);
    if (value !== null) for (const one of [value].flat()) if (one !== "") query.append(name, one);
  }
  const text = query.toString();
  return path + (text ? `?${text}` : "");
}

/** Change parameters of the address one is at. */
export function set(more: Record<string, string | string[] | null>, replace = false): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(more)) {
    query.delete(name);
    if (value !== null) for (const one of [value].flat()) if (one !== "") query.append(name, one);
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ""), replace);
}

/** The filters of the address as parameters of the API; `drop` leaves some out. */
export function filters(query: URLSearchParams, drop: string[] = []): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of FILTERS) {
    if (drop.includes(name)) continue;
    for (const value of query.getAll(name)) if (value) out.append(name, value);
  }
  return out;
}

/** Links inside the app do not load the page anew. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/")) return;
  const hash = link.getAttribute("href")?.startsWith("#");
  event.preventDefault();
  if (hash) show(document.getElementById(link.hash.slice(1)));
  else go(link.pathname + link.search);
}

/** Bring a part of the page into view, marked, with the keyboard at it. */
function show(part: HTMLElement | null): void {
  if (!part) return;
  document.querySelectorAll(".shown").forEach((one) => one.classList.remove("shown"));
  part.classList.add("shown");
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: "center" });
}
