// The stretch of event time that the live page shows, and how it is cut into bars.
import type { Step } from '../../lib/live.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const RANGES = [
  { value: '15m', text: '15 min', long: 'last 15 minutes', millis: 15 * MINUTE },
  { value: '1h', text: 'Hour', long: 'last hour', millis: HOUR },
  { value: '1d', text: 'Day', long: 'last 24 hours', millis: DAY },
  { value: '7d', text: '7 days', long: 'last 7 days', millis: 7 * DAY },
  { value: '30d', text: '30 days', long: 'last 30 days', millis: 30 * DAY },
  { value: 'all', text: 'All', long: 'all requests', millis: 0 },
] as const;

export type RangeName = (typeof RANGES)[number]['value'];

/** What the address asks for: one of the ranges that end with the newest, or a fixed one. */
export type Range =
  | { kind: 'last'; name: RangeName; millis: number; long: string }
  | { kind: 'fixed'; from: number; to: number };

const DEFAULT: RangeName = '1h';

export function rangeOf(name: string, from: string, to: string): Range {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (name === 'custom' && start >= 0 && end > start) {
    return { kind: 'fixed', from: start, to: end };
  }
  const known = RANGES.find((range) => range.value === name) ?? RANGES.find((range) => range.value === DEFAULT);
  return { kind: 'last', name: known?.value ?? DEFAULT, millis: known?.millis ?? HOUR, long: known?.long ?? '' };
}

/** What the address says of a range; the usual one needs no words. */
export const addressOf = (name: RangeName): Record<string, string> => ({
  range: name === DEFAULT ? '' : name,
  from: '',
  to: '',
});

export const addressOfSpan = (from: number, to: number): Record<string, string> => ({
  range: 'custom',
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

export interface Bars {
  /** Milliseconds of a bar; all begin at whole multiples since 1970 UTC. */
  length: number;
  step: Step;
}

const LENGTHS = [1, 2, 5, 10, 30, 60, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200].map((m) => m * MINUTE);
const MOST_BARS = 200;

/** Bars few enough to be seen one by one, of steps that the server counts in at most 1,500 points. */
export function barsOf(span: number): Bars {
  const length = LENGTHS.find((one) => span / one <= MOST_BARS) ?? 43_200 * MINUTE;
  if (span <= DAY && length < DAY) {
    return { length, step: 'minute' };
  }
  return span <= 60 * DAY ? { length: Math.max(length, HOUR), step: 'hour' } : { length: Math.max(length, DAY), step: 'day' };
}

export const floorTo = (millis: number, length: number): number => Math.floor(millis / length) * length;

/** How far event time may be behind the clock and still be of now. */
export const NOW_MILLIS = 3 * MINUTE;
