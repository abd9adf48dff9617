// The map of the world: loaded when the page stands, as it is most of its weight.
import { geoEqualEarthRaw, type GeoRawProjection } from 'd3-geo';
import { MapChart, ScatterChart } from 'echarts/charts';
import { GeoComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, registerMap, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { FeatureCollection, Geometry } from 'geojson';
import { iso31661NumericToAlpha2 } from 'iso-3166';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';

use([MapChart, ScatterChart, GeoComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
const MAP = 'world';
/** It has no visitors and half of the map's height. */
const ANTARCTICA = '010';
const RADIANS = Math.PI / 180;
const LARGEST_DOT = 22;
const SMALLEST_DOT = 4;

function register(): void {
  const shapes: FeatureCollection<Geometry, { name: string }> = feature(topology, topology.objects.countries);
  const codes: Record<string, string | undefined> = iso31661NumericToAlpha2;
  const named = shapes.features
    .filter((shape) => String(shape.id) !== ANTARCTICA)
    .map((shape) => ({ ...shape, properties: { name: codes[String(shape.id)] ?? shape.properties.name } }));
  type Registered = Exclude<Parameters<typeof registerMap>[1], string>;
  registerMap(MAP, { type: 'FeatureCollection', features: named } as unknown as Registered);
}

let isRegistered = false;

export interface MapColours {
  none: string;
  low: string;
  high: string;
  line: string;
  ink: string;
  panel: string;
  dot: string;
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

/** A map in an element; a click gives the country, and the city where it is on one. */
export function makeMap(host: HTMLElement, chosen: (country: string, city: string) => void): EChartsType {
  if (!isRegistered) {
    register();
    isRegistered = true;
  }
  const chart = init(host, null, { renderer: 'canvas' });
  chart.on('click', (event) => {
    const city = (event.data as Partial<MapCity> | undefined)?.city ?? '';
    const country = city ? ((event.data as MapCity).country ?? '') : event.name;
    if (/^[A-Z]{2}$/.test(country)) {
      chosen(country, city);
    }
  });
  return chart;
}

/** Its types call it a maker of projections, which it is not. */
const equalEarth = geoEqualEarthRaw as unknown as GeoRawProjection;

/** Equal Earth: areas are to be compared. On a screen y grows downwards. */
const projection = {
  project: ([lon = 0, lat = 0]: number[]): [number, number] => {
    const [x, y] = equalEarth(lon * RADIANS, lat * RADIANS);
    return [x / RADIANS, -y / RADIANS];
  },
  unproject: ([x = 0, y = 0]: number[]): [number, number] => {
    const [lon, lat] = equalEarth.invert?.(x * RADIANS, -y * RADIANS) ?? [0, 0];
    return [lon / RADIANS, lat / RADIANS];
  },
};

/** Other figures on a map that has its colours; each shade is a power of ten, as countries differ by so much. */
export function feedMap(chart: EChartsType, countries: MapCountry[], cities: MapCity[], chosen: string, colours: MapColours): void {
  const most = Math.max(1, ...cities.map((city) => city.hits));
  chart.setOption(
    {
      visualMap: { max: Math.log10(1 + Math.max(9, ...countries.map((one) => one.hits))) },
      series: [
        {
          data: countries.map((one) => ({
            name: one.country,
            value: Math.log10(1 + one.hits),
            words: one.words,
            ...(one.country === chosen && { itemStyle: { borderColor: colours.ink, borderWidth: 2 } }),
          })),
        },
        {
          data: cities.map((one) => ({
            ...one,
            name: one.country,
            value: [one.longitude, one.latitude],
            symbolSize: Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt(one.hits / most)),
          })),
        },
      ],
    },
    { lazyUpdate: true },
  );
}

/** The colours of a map without figures. */
export function paintMap(chart: EChartsType, colours: MapColours): void {
  const item = { areaColor: colours.none, borderColor: colours.panel, borderWidth: 0.6 };
  chart.setOption(
    {
      animation: false,
      tooltip: {
        renderMode: 'richText', // the page's policy refuses the styles of the other mode
        backgroundColor: colours.panel,
        borderColor: colours.line,
        textStyle: { color: colours.ink, fontSize: 13 },
        formatter: (item: { name: string; data?: Partial<MapCity> }) => item.data?.words ?? `${item.name}: no hits`,
      },
      visualMap: { show: false, min: 0, seriesIndex: 0, inRange: { color: [colours.low, colours.high] } },
      geo: {
        map: MAP, projection, left: 2, right: 2, top: 2, bottom: 2, roam: false, itemStyle: item, label: { show: false },
        emphasis: { label: { show: false }, itemStyle: { areaColor: undefined, borderColor: colours.ink, borderWidth: 1.2 } },
      },
      series: [
        { type: 'map', geoIndex: 0, map: MAP, selectedMode: false },
        {
          type: 'scatter', coordinateSystem: 'geo', geoIndex: 0, zlevel: 1,
          itemStyle: { color: colours.dot, opacity: 0.75, borderColor: colours.panel, borderWidth: 1 },
        },
      ],
    },
    { lazyUpdate: true },
  );
}
