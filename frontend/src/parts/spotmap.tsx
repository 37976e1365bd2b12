// A small map of one event's places, and of what else their names could stand for.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Candidate, Spot } from "../types";
import { settings, t } from "../words";

export function SpotMap({ spots, candidates }: { spots: Spot[]; candidates: Candidate[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const drawn = spots.filter((s) => s.shape !== "none");
  const key = JSON.stringify([drawn.map((s) => [s.lat, s.lon, s.radius]), candidates.map((c) => [c.lat, c.lon])]);
  useEffect(() => {
    let gone = false, stop: (() => void) | undefined;
    void (async () => {
      try {
        const base = await import("./basemap");
        if (!base.hasWebgl()) { setFailed(true); return; }
        const map = await base.makeMap(box.current!);
        if (gone) { map.remove(); return; }
        stop = () => map.remove();
        const bounds = new base.maplibre.LngLatBounds();
        const areas: GeoJSON.Feature[] = [], points: GeoJSON.Feature[] = [];
        for (const s of drawn) {
          if (s.shape === "line") {
            areas.push({ type: "Feature", geometry: { type: "LineString", coordinates: s.line!.map(([a, b]) => [b, a]) }, properties: {} });
            s.line!.forEach(([a, b]) => bounds.extend([b, a]));
            continue;
          }
          const ring = base.circle(s.lat!, s.lon!, Math.max(s.radius ?? 0, 1500));
          areas.push({ type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: {} });
          ring.forEach((c) => bounds.extend(c));
          if (s.shape === "point") points.push({ type: "Feature", geometry: { type: "Point", coordinates: [s.lon!, s.lat!] }, properties: { chosen: true, name: s.name } });
        }
        for (const c of candidates.filter((one) => !one.chosen)) {
          points.push({ type: "Feature", geometry: { type: "Point", coordinates: [c.lon, c.lat] }, properties: { chosen: false, name: settings.lang === "en" ? c.name_en || c.name_ar : c.name_ar || c.name_en } });
          if (c.score > 0.2) bounds.extend([c.lon, c.lat]);
        }
        base.put(map, "areas", { type: "FeatureCollection", features: areas });
        base.put(map, "points", { type: "FeatureCollection", features: points });
        map.addLayer({ id: "a", type: "fill", source: "areas", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": "#14535a", "fill-opacity": 0.1 } });
        map.addLayer({ id: "b", type: "line", source: "areas", paint: { "line-color": "#14535a", "line-width": 1.2, "line-dasharray": [3, 3] } });
        map.addLayer({ id: "c", type: "circle", source: "points", paint: { "circle-radius": ["case", ["get", "chosen"], 6, 4.5], "circle-color": ["case", ["get", "chosen"], "#14535a", "#fffdf8"], "circle-stroke-width": 2, "circle-stroke-color": ["case", ["get", "chosen"], "#fffdf8", "#8a5a12"] } });
        map.addLayer({ id: "d", type: "symbol", source: "points", layout: { "text-field": ["get", "name"], "text-font": base.FONT, "text-size": 12, "text-offset": [0, 0.8], "text-anchor": "top" }, paint: { "text-color": "#2a2a28", "text-halo-color": "#f6f3ec", "text-halo-width": 1.5 } });
        if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 36, maxZoom: 9, duration: 0 });
        setReady(true);
      } catch { setFailed(true); }
    })();
    return () => { gone = true; stop?.(); };
  }, [key, settings.lang]);
  if (failed) return <p class="notice">{t("no_webgl")}</p>;
  return <div ref={box} class="spot-map" role="region" aria-label={t("places_h")} data-ready={ready ? "yes" : "no"} />;
}
