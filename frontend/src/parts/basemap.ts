// The ground under the events: Natural Earth's land and borders, names from the gazetteer. All of it local.
import * as maplibre from "maplibre-gl";
import { type GeoJSONSource, type Map as GlMap, type StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { PMTiles, Protocol } from "pmtiles";
import { feature, mesh } from "topojson-client";
import type { Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { ask, session } from "../api";
import { settings } from "../words";

maplibre.setWorkerUrl(workerUrl);

export const FONT = ["IBM Plex Sans Arabic"];
const SEA = "#dfe6e6", LAND = "#f6f3ec", BORDER = "#b9b3a5", INK = "#4b4a45";

interface Towns { items: { ar: string; en: string; lat: number; lon: number; size: number; kind: string }[] }

let ground: Promise<{ land: GeoJSON.GeoJSON; borders: GeoJSON.GeoJSON }> | undefined;
let towns: Promise<GeoJSON.FeatureCollection> | undefined;

function loadGround() {
  ground ??= fetch(atlasUrl).then((answer) => answer.json()).then((atlas: Topology) => ({
    land: feature(atlas, atlas.objects.countries as never) as GeoJSON.GeoJSON,
    borders: mesh(atlas, atlas.objects.countries as never, (a, b) => a !== b) as GeoJSON.GeoJSON,
  }));
  return ground;
}

function loadTowns() {
  towns ??= ask<Towns>("towns").then((found) => ({
    type: "FeatureCollection" as const,
    features: found.items.map(({ ar, en, lat, lon, size, kind }) => ({
      type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [lon, lat] }, properties: { ar, en: en || ar, size, kind },
    })),
  }));
  return towns;
}

const label = () => ["coalesce", ["get", settings.lang], ["get", "ar"]];

async function style(): Promise<StyleSpecification> {
  const [{ land, borders }, names] = await Promise.all([loadGround(), loadTowns().catch(() => ({ type: "FeatureCollection" as const, features: [] }))]);
  const sources: StyleSpecification["sources"] = {
    land: { type: "geojson", data: land, tolerance: 0.2 },
    borders: { type: "geojson", data: borders, tolerance: 0.2 },
    towns: { type: "geojson", data: names },
  };
  const own: StyleSpecification["layers"] = session.words.tiles ? await tiles(sources) : [];
  return {
    version: 8, sources,
    layers: [
      { id: "sea", type: "background", paint: { "background-color": SEA } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": LAND, "fill-antialias": true } },
      ...own,
      { id: "borders", type: "line", source: "borders", paint: { "line-color": BORDER, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 1.4] } },
      { id: "towns", type: "circle", source: "towns", minzoom: 5, filter: ["all", ["==", ["get", "kind"], "town"], [">=", ["get", "size"], ["step", ["zoom"], 150000, 7, 50000, 8, 20000]]], paint: { "circle-radius": 1.6, "circle-color": "#9b968a" } },
      { id: "country-names", type: "symbol", source: "towns", maxzoom: 6.5, filter: ["==", ["get", "kind"], "country"], layout: { "text-field": label() as never, "text-font": FONT, "text-size": 12, "text-letter-spacing": settings.lang === "en" ? 0.08 : 0 }, paint: { "text-color": "#8b867a", "text-halo-color": LAND, "text-halo-width": 1.4 } },
      { id: "town-names", type: "symbol", source: "towns", minzoom: 5, filter: ["all", ["==", ["get", "kind"], "town"], [">=", ["get", "size"], ["step", ["zoom"], 150000, 7, 50000, 8, 20000]]], layout: { "text-field": label() as never, "text-font": FONT, "text-size": 11.5, "text-offset": [0, 0.7], "text-anchor": "top", "symbol-sort-key": ["-", 0, ["get", "size"]] }, paint: { "text-color": "#6f6b60", "text-halo-color": LAND, "text-halo-width": 1.3 } },
    ],
  };
}

/** One's own tiles, given with --tiles: pictures as they are, vector layers drawn plainly. */
async function tiles(sources: StyleSpecification["sources"]): Promise<StyleSpecification["layers"]> {
  const protocol = new Protocol();
  maplibre.addProtocol("pmtiles", protocol.tile);
  const url = `${location.origin}/tiles/base.pmtiles`;
  const archive = new PMTiles(url);
  protocol.add(archive);
  const header = await archive.getHeader();
  if (header.tileType !== 1) {
    sources.own = { type: "raster", url: `pmtiles://${url}`, tileSize: 256 };
    return [{ id: "own", type: "raster", source: "own", paint: { "raster-saturation": -0.35 } }];
  }
  const said = (await archive.getMetadata()) as { vector_layers?: { id: string }[] };
  sources.own = { type: "vector", url: `pmtiles://${url}` };
  return (said.vector_layers ?? []).flatMap(({ id }) => [
    ...(/water|ocean/.test(id) ? [{ id: `own-fill-${id}`, type: "fill" as const, source: "own", "source-layer": id, filter: ["==", ["geometry-type"], "Polygon"] as never, paint: { "fill-color": SEA } }] : []),
    { id: `own-line-${id}`, type: "line" as const, source: "own", "source-layer": id, filter: ["==", ["geometry-type"], "LineString"] as never, paint: { "line-color": "#cfc8b8", "line-width": 0.8 } },
  ]);
}

export function hasWebgl(): boolean {
  try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; }
}

export async function makeMap(box: HTMLElement, at: { center?: [number, number]; zoom?: number } = {}): Promise<GlMap> {
  await document.fonts.load("12px 'IBM Plex Sans Arabic'", "سوريا").catch(() => undefined);
  const map = new maplibre.Map({
    container: box, style: await style(), center: at.center ?? [38, 34], zoom: at.zoom ?? 4.6, minZoom: 1.5, maxZoom: session.words.tiles ? 17 : 12,
    attributionControl: { compact: true, customAttribution: "Natural Earth · GeoNames" }, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
    touchPitch: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), settings.lang === "ar" ? "top-left" : "top-right");
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }), settings.lang === "ar" ? "bottom-right" : "bottom-left");
  await new Promise<void>((done) => void map.once("load", () => done()));
  return map;
}

export function put(map: GlMap, source: string, data: GeoJSON.GeoJSON): void {
  const found = map.getSource(source) as GeoJSONSource | undefined;
  if (found) found.setData(data);
  else map.addSource(source, { type: "geojson", data });
}

export function circle(lat: number, lon: number, radius: number): [number, number][] {
  const north = radius / 111320, east = north / Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  return Array.from({ length: 49 }, (_, n) => {
    const turn = (n / 48) * 2 * Math.PI;
    return [lon + east * Math.cos(turn), lat + north * Math.sin(turn)];
  });
}

export { INK, maplibre };
