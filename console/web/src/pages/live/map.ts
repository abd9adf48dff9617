// The map of states: loaded when the page stands, as it is most of its weight.
import { MapChart } from 'echarts/charts';
import { TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, registerMap, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'us-atlas/states-albers-10m.json';
import { STATE_BY_FIPS } from './states';

use([MapChart, TooltipComponent, VisualMapComponent, CanvasRenderer]);

const topology = atlas as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>;
const MAP = 'states';

function register(): void {
  const shapes: FeatureCollection<Geometry, { name: string }> = feature(topology, topology.objects.states);
  const known = shapes.features.filter((shape) => STATE_BY_FIPS.has(String(shape.id)));
  const named = known.map((shape) => ({
    ...shape,
    properties: { name: STATE_BY_FIPS.get(String(shape.id)) ?? '', full: shape.properties.name },
  }));
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
  accent: string;
}

export interface MapState {
  state: string;
  value: number;
  words: string;
}

/** A map in an element; a click on a state gives its two letters. */
export function makeMap(host: HTMLElement, onState: (state: string) => void): EChartsType {
  if (!isRegistered) {
    register();
    isRegistered = true;
  }
  const chart = init(host, null, { renderer: 'canvas' });
  chart.on('click', (event) => onState(event.name));
  return chart;
}

const series = (states: MapState[], lowest: number, chosen: string, colours: MapColours) => ({
  visualMap: { min: lowest, max: Math.max(...states.map((state) => state.value), lowest + Number.EPSILON) },
  series: [
    {
      data: states.map((state) => ({
        name: state.state,
        value: state.value,
        words: state.words,
        ...(state.state === chosen && { itemStyle: { borderColor: colours.ink, borderWidth: 2.5 } }),
      })),
    },
  ],
});

/** Other figures on a map that has its colours; the palest is that of the lowest value. */
export function feedMap(chart: EChartsType, states: MapState[], lowest: number, chosen: string, colours: MapColours): void {
  chart.setOption(series(states, lowest, chosen, colours), { lazyUpdate: true });
}

/** The colours of a map without figures. */
export function paintMap(chart: EChartsType, colours: MapColours): void {
  chart.setOption(
    {
      animation: false,
      tooltip: {
        renderMode: 'richText', // the page's policy refuses the styles of the other mode
        backgroundColor: colours.panel,
        borderColor: colours.line,
        textStyle: { color: colours.ink, fontSize: 13 },
        formatter: (item: { name: string; data?: Partial<MapState> }) => item.data?.words ?? `${item.name}: no requests`,
      },
      visualMap: { show: false, inRange: { color: [colours.low, colours.high] } },
      series: [
        {
          type: 'map',
          map: MAP,
          // The atlas is projected already, and its y grows downwards as on a screen.
          projection: { project: ([x = 0, y = 0]: number[]) => [x, y], unproject: ([x = 0, y = 0]: number[]) => [x, y] },
          left: 4, right: 4, top: 4, bottom: 4,
          selectedMode: false,
          itemStyle: { areaColor: colours.none, borderColor: colours.panel, borderWidth: 1 },
          label: { show: false },
          emphasis: { label: { show: false }, itemStyle: { areaColor: undefined, borderColor: colours.ink, borderWidth: 1.5 } },
        },
      ],
    },
    { lazyUpdate: true },
  );
}
