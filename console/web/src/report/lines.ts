// Single lines, newest first, as the server's HitLines has them.
import type { Line } from '../pages/weblogs/weblogs';
import { refuse, type Asked } from './asked';
import type { Hits } from './hits';
import { iso } from './range';

const LINES = 50;
const MAX_LINES = 200;
const MAX_TEXT_CHARS = 2_000;
const IS_BOT = 'is_bot';

export const shortened = (text: string): string => (text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS)}…`);

/** All texts of a hit that it has. */
export function textsOf(hits: Hits, hit: number): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const group of hits.groups) {
    const row = group.of[hit] as number;
    for (const [name, column] of group.columns) {
      const code = column.codes[row] as number;
      if (code !== 0) {
        texts[name] = shortened(column.values[code] as string);
      }
    }
  }
  return texts;
}

export const timeOf = (hits: Hits, hit: number): string => iso((hits.times[hit] as number) * 1_000);

function lineOf(hits: Hits, hit: number): Line {
  const { [IS_BOT]: isBot, ...texts } = textsOf(hits, hit);
  const status = hits.statuses[hit] as number;
  const bytes = hits.bytes[hit] as number;
  return {
    time: timeOf(hits, hit),
    ...texts,
    ...(status > 0 && { status }),
    ...(bytes >= 0 && { bytes }),
    line: hits.lines[hit] as number,
    ...(isBot !== undefined && { is_bot: isBot === 'true' }),
  };
}

/** A page of those that fit; the cursor is the place of the last line among all hits. */
export function linesOf(hits: Hits, matches: Uint32Array, asked: Asked): { lines: Line[]; next_cursor?: string } {
  const limit = asked.wholeNumber('limit', 1, MAX_LINES) ?? LINES;
  const cursor = asked.query.get('cursor');
  if (cursor !== null && !/^[0-9]{1,9}$/.test(cursor)) {
    refuse('cursor is none that this list gave; begin without it');
  }
  const begin = cursor === null ? 0 : matches.findIndex((hit) => hit > Number(cursor));
  const page = begin < 0 ? [] : [...matches.subarray(begin, begin + limit)];
  const more = begin >= 0 && begin + limit < matches.length;
  return { lines: page.map((hit) => lineOf(hits, hit)), ...(more && { next_cursor: String(page.at(-1)) }) };
}
