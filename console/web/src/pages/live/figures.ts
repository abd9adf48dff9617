// Figures that are added up as they come.
import type { FiguresJson, OutcomeKey, Parts } from '../../lib/live.svelte';

/** Of one currency, in its minor units, which a number holds exactly up to 9 * 10^15. */
export interface Sum {
  minor: number;
  digits: number;
}

export interface Figures extends Record<OutcomeKey, number> {
  requests: number;
  authenticByLabel: number;
  fraudulentByLabel: number;
  authenticByModel: number;
  fraudulentByModel: number;
  /** Approved amounts by currency. */
  amounts: Map<string, Sum>;
}

export const none = (): Figures => ({
  requests: 0,
  approved: 0,
  referred: 0,
  declined: 0,
  authenticByLabel: 0,
  fraudulentByLabel: 0,
  authenticByModel: 0,
  fraudulentByModel: 0,
  amounts: new Map(),
});

export const fraudulent = (of: Figures): number => of.fraudulentByLabel + of.fraudulentByModel;

export const stopped = (of: Figures): number => of.referred + of.declined;

/** Adds what the server says to figures. */
export function add(to: Figures, more: FiguresJson): void {
  to.requests += more.requests;
  to.approved += more.approved;
  to.referred += more.referred;
  to.declined += more.declined;
  for (const { by, authentic, fraudulent: fraud } of more.authenticity) {
    if (by === 'label') {
      to.authenticByLabel += authentic;
      to.fraudulentByLabel += fraud;
    } else {
      to.authenticByModel += authentic;
      to.fraudulentByModel += fraud;
    }
  }
  for (const { amount, currency } of more.approved_amounts) {
    const digits = amount.length - 1 - (amount + '.').indexOf('.');
    const sum = to.amounts.get(currency) ?? { minor: 0, digits: Math.max(digits, 0) };
    sum.minor += Number(amount.replace('.', ''));
    to.amounts.set(currency, sum);
  }
}

/** 1234.50 of 123450 minor units. */
export function decimalOf({ minor, digits }: Sum): string {
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Figures of a stretch of time, by bars, places, categories and hours; grown in place. */
export class Totals {
  readonly all = none();
  readonly bars = new Map<number, Figures>();
  readonly hourly = new Map<number, Figures>();
  readonly states = new Map<string, Figures>();
  readonly cities = new Map<string, Figures>();
  readonly categories = new Map<string, Figures>();
  readonly hours: Figures[] = Array.from({ length: 24 }, none);

  /** @param hoursToo whether points are short enough to be told by hour */
  add(parts: Parts, barOf: (millis: number) => number, hoursToo: boolean): void {
    for (const point of parts.points) {
      const start = Date.parse(point.start);
      add(this.all, point);
      add(entry(this.bars, barOf(start)), point);
      if (hoursToo) {
        add(entry(this.hourly, Math.floor(start / 3_600_000) * 3_600_000), point);
      }
    }
    parts.states.forEach((one) => add(entry(this.states, one.state), one));
    parts.cities.forEach((one) => add(entry(this.cities, one.city), one));
    parts.categories.forEach((one) => add(entry(this.categories, one.category), one));
    parts.hours.forEach((one) => add(this.hours[one.hour] ?? none(), one));
  }
}

function entry<K>(map: Map<K, Figures>, key: K): Figures {
  let known = map.get(key);
  if (!known) {
    known = none();
    map.set(key, known);
  }
  return known;
}

/** Shares of a few thousand counts: the least value that a share of them does not exceed. */
export function quantile(counts: ReadonlyMap<number, number>, share: number): number {
  const values = [...counts.keys()].sort((a, b) => a - b);
  const total = values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  let seen = 0;
  for (const value of values) {
    seen += counts.get(value) ?? 0;
    if (seen >= share * total) {
      return value;
    }
  }
  return NaN;
}
