// A stretch of time and the points in it, as the server's WeblogRange has them.
import { refuse, type Asked } from './asked';

const MAX_DAYS = 1_500;
const MAX_POINTS = 200;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const STEPS = [10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000];

/** Milliseconds since 1970 UTC; `to` is left out. */
export interface Range {
  from: number;
  to: number;
}

/** Times of the oldest and the newest hit. */
export interface Extent {
  oldest: number;
  newest: number;
}

/** Without `to` it ends with the newest hit, without `from` it begins with the oldest, with `last` so many minutes before. */
export function rangeOf(asked: Asked, extent: Extent | null, now: number): Range {
  const from = asked.time('from');
  const last = asked.wholeNumber('last', 1, MAX_DAYS * 1_440);
  if (last !== null && (from !== null || asked.has('to'))) {
    refuse('last goes without from and to');
  }
  const newest = extent ? extent.newest + 1_000 : now;
  const to = asked.time('to') ?? (from === null ? newest : Math.max(newest, from + MINUTE));
  const oldest = extent && extent.oldest < to ? Math.max(extent.oldest, to - MAX_DAYS * DAY) : to - MINUTE;
  const start = last === null ? (from ?? oldest) : to - last * MINUTE;
  if (start >= to) {
    refuse('from must be before to');
  }
  if (start < to - MAX_DAYS * DAY) {
    refuse(`from must be at most ${MAX_DAYS} days before to`);
  }
  return { from: start, to };
}

/** Points are counted from 1970 UTC. */
export const firstPoint = (range: Range, step: number): number => Math.floor(range.from / 1_000 / step);
export const lastPoint = (range: Range, step: number): number => Math.floor((range.to - 1) / 1_000 / step);

/** Length of a point, seconds: the shortest that gives few enough. */
export function stepSeconds(range: Range): number {
  const fits = (step: number): boolean => lastPoint(range, step) - firstPoint(range, step) < MAX_POINTS;
  return STEPS.find(fits) ?? (STEPS.at(-1) as number);
}

/** As the server writes times: without parts of a second where there are none. */
export const iso = (millis: number): string => new Date(millis).toISOString().replace('.000Z', 'Z');
