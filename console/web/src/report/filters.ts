// Which hits a question is about, as the server's WeblogFilters has it.
import { CLASSES, type StatusClass } from '../pages/weblogs/weblogs';
import { refuse, type Asked } from './asked';
import { clockOf, type Clock } from './clock';
import type { Column, Group, Hits } from './hits';
import type { Range } from './range';
import { hasWord, wordsOf } from './words';

/** Longest text that lists and filters take; longer ones count as none. */
export const LONGEST_KEY = 1_024;
const MAX_TEXT_CHARS = 200;

/** Where sizes of answers are cut, bytes. */
export const SIZES = [0, 1, 2 ** 10, 2 ** 12, 2 ** 14, 2 ** 16, 2 ** 18, 2 ** 20, 2 ** 22, 2 ** 24];

/** Parameters that take one value of a column. */
const FIELDS = {
  country: 'country', city: 'city', path: 'path', referrer: 'referrer', agent: 'agent_name', agent_class: 'agent_class', host: 'vhost', visitor: 'visitor',
  method: 'method',
} as const;
const WORDS = ['path', 'referrer', 'user_agent', 'raw_request'];

export function groupOf(hits: Hits, column: string): { group: Group; column: Column } {
  for (const group of hits.groups) {
    const found = group.columns.get(column);
    if (found) {
      return { group, column: found };
    }
  }
  throw new Error(`the report has no column ${column}`);
}

export const isKey = (code: number, text: string): boolean => code !== 0 && text.length <= LONGEST_KEY;

/** 0 to 4 for 1xx to 5xx, 5 for none and what HTTP does not have. */
export const classOf = (status: number): number => (status >= 100 && status < 600 ? Math.floor(status / 100) - 1 : 5);

type Test = (hit: number) => boolean;

/** Rows of a group that a test on one column's codes leaves; by code first, as there are fewer. */
function ofCodes(hits: Hits, name: string, test: (code: number, text: string) => boolean): Test {
  const { group, column } = groupOf(hits, name);
  const fits = Uint8Array.from(column.values, (text, code) => (test(code, text) ? 1 : 0));
  return (hit) => fits[column.codes[group.of[hit] as number] as number] === 1;
}

function words(hits: Hits, text: string): Test {
  const all = wordsOf(text).map((word) => WORDS.map((name) => ofCodes(hits, name, (code, value) => code !== 0 && hasWord(value, word))));
  return (hit) => all.length > 0 && all.every((fields) => fields.some((field) => field(hit)));
}

export interface Filters {
  clock: Clock;
  /** Whether a hit of the range fits. */
  fits: Test;
}

export function filtersOf(hits: Hits, asked: Asked): Filters {
  const tests: Test[] = [];
  const status = asked.wholeNumber('status', 100, 999);
  if (status !== null) {
    tests.push((hit) => hits.statuses[hit] === status);
  }
  const statusClass: StatusClass | null = asked.oneOf('status_class', CLASSES);
  if (statusClass !== null) {
    const wanted = CLASSES.indexOf(statusClass);
    tests.push((hit) => classOf(hits.statuses[hit] as number) === wanted);
  }
  const size = asked.oneOf('size', SIZES.map(String));
  if (size !== null) {
    const least = Number(size);
    const below = SIZES[SIZES.indexOf(least) + 1] ?? Infinity;
    tests.push((hit) => (hits.bytes[hit] as number) >= least && (hits.bytes[hit] as number) < below);
  }
  const clock = clockOf(asked.text('zone', 64) ?? 'UTC');
  const weekday = asked.wholeNumber('weekday', 1, 7);
  const hour = asked.wholeNumber('hour', 0, 23);
  if (hour !== null && weekday === null) {
    refuse('weekday is missing');
  }
  if (weekday !== null) {
    tests.push((hit) => {
      const of = clock.hourOfWeek(hits.times[hit] as number);
      return Math.floor(of / 24) === weekday - 1 && (hour === null || of % 24 === hour);
    });
  }
  const isBot = asked.oneOf('is_bot', ['true', 'false']);
  if (isBot !== null) {
    tests.push(ofCodes(hits, 'is_bot', (_code, text) => text === isBot));
  }
  for (const [parameter, column] of Object.entries(FIELDS)) {
    const wanted = asked.text(parameter, LONGEST_KEY);
    if (wanted !== null) {
      tests.push(ofCodes(hits, column, (code, text) => (wanted === '' ? !isKey(code, text) : code !== 0 && text === wanted)));
    }
  }
  const text = asked.text('text', MAX_TEXT_CHARS);
  if (text?.trim()) {
    tests.push(words(hits, text));
  }
  return { clock, fits: (hit) => tests.every((test) => test(hit)) };
}

/** The hits of a range: from one to before another, as they are in order of time. */
export function within(hits: Hits, range: Range): [number, number] {
  const firstBefore = (millis: number): number => {
    let low = 0;
    let high = hits.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((hits.times[middle] as number) * 1_000 < millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  return [firstBefore(range.to), firstBefore(range.from)];
}
