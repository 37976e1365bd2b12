// Events on the map: clusters of places known, circles for "somewhere in here", lines for roads.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Map as GlMap } from "maplibre-gl";
import { COLOURS, number } from "../format";
import { settings, t } from "../words";
import { clusters, FAMILIES, leading, type Cluster, type PlaceSum } from "./marks";

export type Picked = { label: string; members: number[]; places: string[] };
type Base = typeof import("./basemap");

const AMBER = "#c98a12";
const PACE = 160; // milliseconds between two drawings of the map

export function EventMap({ places, onPick, extent, moving }: { places: PlaceSum[]; onPick: (picked: Picked) => void; extent: string; moving: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState<{ map: GlMap; base: Base } | null>(null);
  const [failed, setFailed] = useState(false);
  const shown = useRef<Cluster[]>([]);
  const held = useRef(places);
  const pick = useRef(onPick);
  held.current = places;
  pick.current = onPick;

  useEffect(() => {
    let gone = false, made: GlMap | undefined;
    void (async () => {
      try {
        const base = await import("./basemap");
        if (!base.hasWebgl()) { setFailed(true); return; }
        const map = await base.makeMap(box.current!);
        if (gone) { map.remove(); return; }
        made = map;
        layers(map, base);
        const draw = () => { shown.current = drawPoints(map, base, held.current); };
        map.on("zoomend", draw);
        map.on("click", (e) => {
          const hit = map.queryRenderedFeatures([[e.point.x - 3, e.point.y - 3], [e.point.x + 3, e.point.y + 3]], { layers: ["points", "areas", "lines"] });
          const point = hit.find((f) => f.layer.id === "points");
          if (point) {
            const one = shown.current[point.properties.n as number];
            if (!one) return;
            if (one.places.length > 1 && map.getZoom() < map.getMaxZoom() - 0.5) {
              const bounds = new base.maplibre.LngLatBounds();
              one.places.forEach((p) => bounds.extend([p.lon, p.lat]));
              map.fitBounds(bounds, { padding: 90, maxZoom: 11, duration: still() ? 0 : 400 });
            }
            pick.current(picked(one.places));
          } else if (hit.length) {
            const numbers = new Set(hit.map((f) => f.properties.place as number));
            const found = held.current.filter((p) => numbers.has(p.place)).sort((a, b) => a.radius - b.radius);
            if (found[0]) pick.current(picked([found[0]]));
          }
        });
        for (const layer of ["points", "areas", "lines"]) {
          map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
          map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
        }
        setReady({ map, base });
      } catch { setFailed(true); }
    })();
    return () => { gone = true; made?.remove(); };
  }, [settings.lang]);

  // While a brush is dragged the counts follow every frame, the map as often as it can be drawn.
  const last = useRef(0), soon = useRef(0);
  useEffect(() => {
    if (!ready) return;
    const draw = () => {
      last.current = performance.now();
      shown.current = drawPoints(ready.map, ready.base, held.current);
      // Each source drawn is a frame of its own: areas and lines wait until the brush is let go.
      if (!moving) drawAreas(ready.map, ready.base, held.current);
      box.current?.setAttribute("data-drawn", String(held.current.reduce((sum, p) => sum + p.count, 0)));
    };
    clearTimeout(soon.current);
    const wait = last.current + PACE - performance.now();
    if (wait <= 0) draw();
    else soon.current = setTimeout(draw, wait);
  }, [ready, places, moving]);
  useEffect(() => () => clearTimeout(soon.current), []);

  useEffect(() => {
    if (!ready || held.current.length === 0) return;
    const bounds = fitting(held.current, ready.base);
    if (bounds) ready.map.fitBounds(bounds, { padding: 48, maxZoom: 8.5, duration: 0 });
  }, [ready, extent]);

  if (failed) return <PlaceTable places={places} onPick={onPick} />;
  return (
    <div class="map" role="region" aria-label={t("map")}>
      <div ref={box} class="map-box" data-ready={ready ? "yes" : "no"} />
      <ul class="map-legend">
        <li><span class="key point" />{t("lg_point")}</li><li><span class="key area" />{t("lg_area")}</li>
        <li><span class="key line" />{t("lg_line")}</li><li><span class="key hollow" />{t("lg_hollow")}</li><li><span class="key ring" />{t("lg_ring")}</li>
      </ul>
    </div>
  );
}

function picked(places: PlaceSum[]): Picked {
  return { label: places.slice(0, 3).map((p) => p.name).join("، ") + (places.length > 3 ? " …" : ""), members: places.flatMap((p) => p.members), places: places.map((p) => p.name) };
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The bounds of eight events in ten, so that a place far away does not shrink the rest. */
function fitting(places: PlaceSum[], base: Base) {
  const points = places.filter((p) => p.shape === "point");
  const used = points.length ? points : places;
  const all = used.flatMap((p) => Array.from({ length: Math.min(p.count, 400) }, () => p));
  const cut = all.length > 20 ? Math.ceil(all.length * 0.1) : 0;
  const lats = all.map((p) => p.lat).sort((a, b) => a - b), lons = all.map((p) => p.lon).sort((a, b) => a - b);
  if (!lats.length) return null;
  return new base.maplibre.LngLatBounds([lons[cut]!, lats[cut]!], [lons[lons.length - 1 - cut]!, lats[lats.length - 1 - cut]!]);
}

function layers(map: GlMap, base: Base): void {
  const none: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  for (const source of ["e-areas", "e-lines", "e-points"]) base.put(map, source, none);
  map.addLayer({ id: "areas", type: "fill", source: "e-areas", paint: { "fill-color": ["get", "colour"], "fill-opacity": ["interpolate", ["linear"], ["get", "count"], 1, 0.05, 50, 0.13, 500, 0.2] } }, "town-names");
  map.addLayer({ id: "area-edges", type: "line", source: "e-areas", paint: { "line-color": ["case", ["get", "contested"], AMBER, ["get", "colour"]], "line-width": 1.1, "line-opacity": 0.75, "line-dasharray": [3, 3] } }, "town-names");
  map.addLayer({ id: "lines", type: "line", source: "e-lines", paint: { "line-color": ["get", "colour"], "line-width": 3, "line-opacity": 0.75, "line-dasharray": [2, 1.2] } });
  map.addLayer({ id: "area-counts", type: "symbol", source: "e-areas", layout: { "text-field": ["get", "label"], "text-font": base.FONT, "text-size": 11, "symbol-placement": "point", "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 1.9 }, paint: { "text-color": ["get", "colour"], "text-halo-color": "#f6f3ec", "text-halo-width": 1.6 } });
  map.addLayer({ id: "rings", type: "circle", source: "e-points", filter: ["get", "contested"], paint: { "circle-radius": ["+", ["get", "size"], 4], "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": AMBER, "circle-stroke-width": 2 } });
  map.addLayer({ id: "points", type: "circle", source: "e-points", paint: { "circle-radius": ["get", "size"], "circle-color": ["case", ["get", "reviewed"], ["get", "colour"], "#fffdf8"], "circle-stroke-color": ["get", "colour"], "circle-stroke-width": 2.2, "circle-opacity": 0.94 } });
  map.addLayer({ id: "counts", type: "symbol", source: "e-points", filter: [">", ["get", "count"], 1], layout: { "text-field": ["get", "label"], "text-font": base.FONT, "text-size": 12.5, "text-allow-overlap": true, "text-padding": 11 }, paint: { "text-color": ["case", ["get", "reviewed"], "#ffffff", "#26292a"] } });
}

function drawPoints(map: GlMap, base: Base, places: PlaceSum[]): Cluster[] {
  const found = clusters(places, map.getZoom());
  base.put(map, "e-points", {
    type: "FeatureCollection",
    features: found.map((one, n) => ({
      type: "Feature", geometry: { type: "Point", coordinates: [one.lon, one.lat] },
      properties: {
        n, count: one.count, label: number(one.count), contested: one.contested > 0, reviewed: one.reviewed * 2 > one.count,
        colour: COLOURS[FAMILIES[leading(one.families)]!], size: one.count === 1 ? 5.5 : Math.min(24, 7.5 + 2.6 * Math.log2(one.count)),
      },
    })),
  });
  return found;
}

function drawAreas(map: GlMap, base: Base, places: PlaceSum[]): void {
  const props = (p: PlaceSum) => ({ place: p.place, count: p.count, label: `${number(p.count)} · ${settings.lang === "en" && p.name_en ? p.name_en : p.name}`, contested: p.contested > 0, colour: COLOURS[FAMILIES[leading(p.families)]!] });
  base.put(map, "e-areas", {
    type: "FeatureCollection",
    features: places.filter((p) => p.shape === "area" && p.radius).sort((a, b) => b.radius - a.radius).map((p) => ({ type: "Feature", geometry: { type: "Polygon", coordinates: [base.circle(p.lat, p.lon, p.radius)] }, properties: props(p) })),
  });
  base.put(map, "e-lines", {
    type: "FeatureCollection",
    features: places.filter((p) => p.shape === "line").map((p) => ({ type: "Feature", geometry: { type: "LineString", coordinates: p.line.map(([lat, lon]) => [lon, lat]) }, properties: props(p) })),
  });
}

/** What the map shows, for browsers that cannot draw it and for readers who prefer a table. */
export function PlaceTable({ places, onPick }: { places: PlaceSum[]; onPick: (picked: Picked) => void }) {
  const sorted = [...places].sort((a, b) => b.count - a.count).slice(0, 200);
  return (
    <div class="place-table" tabIndex={0} role="region" aria-label={t("place_table")}>
      <p class="notice">{t("no_webgl")}</p>
      <table><thead><tr><th scope="col">{t("place_f")}</th><th scope="col">{t("precision")}</th><th scope="col">{t("events")}</th></tr></thead>
        <tbody>{sorted.map((p) => (
          <tr key={p.place}><td><button type="button" class="link" onClick={() => onPick(picked([p]))}><bdi>{p.name}</bdi></button></td>
            <td>{p.shape === "point" ? t("lg_point") : p.shape === "line" ? t("lg_line") : t("lg_area")}</td><td>{number(p.count)}</td></tr>
        ))}</tbody></table>
    </div>
  );
}
