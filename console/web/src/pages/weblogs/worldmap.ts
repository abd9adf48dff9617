// The shapes of the world: loaded when the page stands, as they are much of its weight.
import { geoEqualEarth, geoPath } from 'd3-geo';
import type { FeatureCollection, Geometry } from 'geojson';
import { iso31661NumericToAlpha2 } from 'iso-3166';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';

/** Of the map, in its own units. */
export const WIDTH = 1_000;
export const HEIGHT = 444;

/** It has no visitors and half of the map's height. */
const ANTARCTICA = '010';

export interface Shape {
  /** ISO 3166-1 alpha-2; where there is none, the name. */
  country: string;
  /** As the attribute d of a path has it. */
  outline: string;
}

export interface MapCountry {
  country: string;
  hits: number;
  words: string;
}

export interface MapCity extends MapCountry {
  city: string;
  latitude: number;
  longitude: number;
}

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
const codes: Record<string, string | undefined> = iso31661NumericToAlpha2;
const all: FeatureCollection<Geometry, { name: string }> = feature(topology, topology.objects.countries);
const features = all.features.filter((one) => String(one.id) !== ANTARCTICA);

/** Equal Earth: areas are to be compared. */
const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: 'FeatureCollection', features });
const outline = geoPath(projection).digits(1);

export const shapes: Shape[] = features.map((one) => ({ country: codes[String(one.id)] ?? one.properties.name, outline: outline(one) ?? '' }));

/** Where a place is on the map. */
export const onMap = (longitude: number, latitude: number): [number, number] => projection([longitude, latitude]) ?? [-WIDTH, -HEIGHT];
