// The stretch of event time that the live page shows.
import { MINUTE_MILLIS, type Minute } from '../../lib/live.svelte';

export const RANGES = [
  { value: '15m', text: '15 minutes', minutes: 15 },
  { value: '30m', text: '30 minutes', minutes: 30 },
] as const;

export type RangeName = (typeof RANGES)[number]['value'];

export const rangeOf = (name: string): (typeof RANGES)[number] => RANGES.find((range) => range.value === name) ?? RANGES[1];

/** How far event time may be behind the clock and still be of now. */
const LIVE_MILLIS = 2 * MINUTE_MILLIS;

/** Where the axis ends: now while the stream keeps up with the clock, else where event time is. */
export function endOf(minutes: Minute[], nowMillis: number): number {
  const newest = minutes.at(-1);
  if (!newest) {
    return nowMillis;
  }
  const end = newest.start + MINUTE_MILLIS;
  return Math.abs(nowMillis - end) <= LIVE_MILLIS ? Math.max(nowMillis, newest.start) : end;
}

/** Every minute that begins in a stretch, oldest first: those without traffic are there as zeros. */
export function filled(minutes: Minute[], endMillis: number, count: number): Minute[] {
  const known = new Map(minutes.map((minute) => [minute.start, minute]));
  const last = Math.floor((endMillis - 1) / MINUTE_MILLIS) * MINUTE_MILLIS;
  return Array.from({ length: count + 1 }, (_, i) => {
    const start = last - (count - i) * MINUTE_MILLIS;
    return known.get(start) ?? { start, approved: 0, referred: 0, declined: 0 };
  });
}
