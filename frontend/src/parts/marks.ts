// All events of a filter in columns: what map, timeline and counts are drawn from without asking again.
import { COLOURS, family } from "../format";
import type { Marks, Shape } from "../types";

export const CONTESTED = 1, REVIEWED = 2;
export const FAMILIES = Object.keys(COLOURS);

export interface Range { from: number | null; to: number | null }

/** Indices of the marks whose days meet the range. */
export function within(marks: Marks, range: Range): number[] {
  const out: number[] = [];
  const { from, to } = range;
  for (let n = 0; n < marks.total; n++) {
    if (from !== null && (marks.end[n] === null || marks.end[n]! < from)) continue;
    if (to !== null && (marks.start[n] === null || marks.start[n]! > to)) continue;
    out.push(n);
  }
  return out;
}

export function familyOf(marks: Marks): number[] {
  const by = marks.kinds.map((id) => FAMILIES.indexOf(family(id)));
  return marks.kind.map((k) => by[k]!);
}

export interface PlaceSum {
  place: number; name: string; name_en?: string; shape: Shape; lat: number; lon: number; radius: number; line: [number, number][];
  count: number; contested: number; reviewed: number; families: number[]; members: number[];
}

/** Events by the place they are drawn at. */
export function byPlace(marks: Marks, families: number[], chosen: readonly number[]): PlaceSum[] {
  const found = new Map<number, PlaceSum>();
  for (const n of chosen) {
    const at = marks.place[n]!;
    if (at < 0) continue;
    let one = found.get(at);
    if (!one) {
      const { name, name_en, shape, lat, lon, radius, line = [] } = marks.places[at]!;
      const middle = line.length ? line[Math.floor(line.length / 2)]! : null;
      one = {
        place: at, name, name_en, shape, lat: lat ?? middle?.[0] ?? 0, lon: lon ?? middle?.[1] ?? 0, radius: radius ?? 0, line,
        count: 0, contested: 0, reviewed: 0, families: new Array(FAMILIES.length).fill(0), members: [],
      };
      found.set(at, one);
    }
    one.count++;
    one.contested += marks.flags[n]! & CONTESTED ? 1 : 0;
    one.reviewed += marks.flags[n]! & REVIEWED ? 1 : 0;
    one.families[families[n]!]!++;
    one.members.push(n);
  }
  return [...found.values()];
}

export interface Cluster {
  lat: number; lon: number; count: number; contested: number; reviewed: number; families: number[]; places: PlaceSum[];
}

const CELL = 52; // pixels within which points are one cluster

function mercator(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Points that would overlap at this zoom, put together. Areas and lines are never part of a point. */
export function clusters(places: readonly PlaceSum[], zoom: number): Cluster[] {
  const world = 512 * 2 ** zoom;
  const cells = new Map<string, Cluster & { x: number; y: number }>();
  const sorted = places.filter((p) => p.shape === "point").sort((a, b) => b.count - a.count);
  for (const place of sorted) {
    const x = ((place.lon + 180) / 360) * world, y = mercator(place.lat) * world;
    const cx = Math.floor(x / CELL), cy = Math.floor(y / CELL);
    let best: (Cluster & { x: number; y: number }) | undefined;
    for (let dx = -1; dx <= 1 && !best; dx++) for (let dy = -1; dy <= 1; dy++) {
      const one = cells.get(`${cx + dx},${cy + dy}`);
      if (one && Math.hypot(one.x - x, one.y - y) < CELL) { best = one; break; }
    }
    if (best) {
      best.count += place.count;
      best.contested += place.contested;
      best.reviewed += place.reviewed;
      place.families.forEach((n, at) => { best!.families[at]! += n; });
      best.places.push(place);
    } else {
      cells.set(`${cx},${cy}`, { x, y, lat: place.lat, lon: place.lon, count: place.count, contested: place.contested, reviewed: place.reviewed, families: [...place.families], places: [place] });
    }
  }
  return [...cells.values()];
}

export function leading(families: readonly number[]): number {
  let best = 0;
  families.forEach((n, at) => { if (n > families[best]!) best = at; });
  return best;
}
