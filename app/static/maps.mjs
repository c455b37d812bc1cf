// Draws the base maps when the static files are built, from the shapes of Natural Earth:
// prints {name: {width, height, land, borders, points: {ISO 3166 number or name: [x, y]}}}.
// A point is the middle of what the map shows of a country's largest piece.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoConicConformal, geoContains, geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const file = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
const exact = JSON.parse(readFileSync(file));

// Reykjavik, the North Cape, the far ends of Ukraine and Cyprus, Gibraltar.
const EUROPE = { type: "MultiPoint", coordinates: [[-24, 65], [26, 71], [40, 49], [34.5, 35], [-9.5, 36]] };
// `detail`: the area, in square degrees, of the smallest corner that stays.
const MAPS = {
  world: { width: 640, height: 284, detail: 0.3, shows: null, projection: geoEqualEarth().rotate([-11, 0]) },
  europe: {
    width: 640,
    height: 680,
    detail: 0.008,
    shows: EUROPE,
    projection: geoConicConformal().parallels([40, 65]).rotate([-14, 0]),
  },
};
// ISO 3166 numbers. The shapes give Crimea to whoever holds it; Finland and the Union do not.
const RUSSIA = "643";
const UKRAINE = "804";
const SIMFEROPOL = [34.1, 44.95];
// Nobody is a partner there, and it takes a fifth of the sheet.
const LEFT_OUT = "Antarctica";

function returnCrimea(geometries) {
  const [russia, ukraine] = [RUSSIA, UKRAINE].map((id) => geometries.find((one) => one.id === id));
  const pieces = feature(exact, russia).geometry.coordinates;
  const at = pieces.findIndex((coordinates) => geoContains({ type: "Polygon", coordinates }, SIMFEROPOL));
  ukraine.arcs.push(...russia.arcs.splice(at, 1));
}

function largest(country, path) {
  if (country.geometry.type !== "MultiPolygon") return country;
  const pieces = country.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return pieces.reduce((best, piece) => (path.area(piece) > path.area(best) ? piece : best));
}

function draw({ width, height, detail, shows, projection }) {
  const atlas = simplify(presimplify(exact), detail);
  const shown = atlas.objects.countries.geometries.filter((one) => one.properties.name !== LEFT_OUT);
  const whole = { type: "GeometryCollection", geometries: shown };
  const inside = [[4, 4], [width - 4, height - 4]];
  const placed = projection.fitExtent(inside, shows ?? feature(atlas, whole));
  const path = geoPath(placed.clipExtent([[0, 0], [width, height]])).digits(1);
  const points = {};
  for (const one of exact.objects.countries.geometries) {
    const country = feature(exact, one);
    const at = path.centroid(largest(country, path));
    if (at.every(Number.isFinite)) points[one.id ?? one.properties.name] = at.map(Math.round);
  }
  return {
    width,
    height,
    land: path(merge(atlas, shown)),
    borders: path(mesh(atlas, whole, (a, b) => a !== b)),
    points,
  };
}

returnCrimea(exact.objects.countries.geometries);
const drawn = Object.fromEntries(Object.entries(MAPS).map(([name, map]) => [name, draw(map)]));
process.stdout.write(JSON.stringify(drawn));
