// Sessions of the visitors who came last, as the server's VisitorSessions has them.
import type { Session } from '../pages/weblogs/weblogs';
import type { Asked } from './asked';
import { groupOf, isKey, classOf } from './filters';
import type { Hits } from './hits';
import { textsOf, timeOf } from './lines';

const VISITORS = 20;
const MAX_VISITORS = 50;
const MAX_REQUESTS = 100;
const GAP_SECONDS = 1_800;
const OF_VISITOR = ['country', 'city', 'agent_name', 'agent_class', 'os', 'remote_host'];
const OF_REQUEST = ['method', 'path', 'referrer'];

const some = (texts: Record<string, string>, names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (texts[name] === undefined ? [] : [[name, texts[name]]])));

/**
 * The answer.
 *
 * @param span the hits of the range, from one to before another
 */
export function sessionsOf(
  hits: Hits, matches: Uint32Array, [begin, end]: [number, number], asked: Asked,
): { sessions: Session[]; has_more: boolean } {
  const limit = asked.wholeNumber('limit', 1, MAX_VISITORS) ?? VISITORS;
  const { group, column } = groupOf(hits, 'visitor');
  const visitor = (hit: number): number => column.codes[group.of[hit] as number] as number;
  const name = (code: number): string => column.values[code] as string;
  const newest = new Map<number, number>();
  let enough = -Infinity;
  for (const hit of matches) {
    const time = hits.times[hit] as number;
    if (time < enough) {
      break; // hits come newest first, and of one second all are to be seen
    }
    const code = visitor(hit);
    if (!newest.has(code) && isKey(code, name(code))) {
      newest.set(code, time);
      enough = newest.size > limit && enough === -Infinity ? time : enough;
    }
  }
  const came = [...newest].sort(([a, at], [b, bt]) => bt - at || (name(a) < name(b) ? -1 : 1)).map(([code]) => code);
  const requests = new Map<number, number[]>(came.slice(0, limit).map((code) => [code, []]));
  for (let hit = begin; hit < end; hit++) {
    requests.get(visitor(hit))?.push(hit);
  }
  const fits = fitting(matches);
  const sessions = [...requests].flatMap(([code, all]) => split(hits, all).flatMap((part) => sessionOf(hits, name(code), part, fits)));
  sessions.sort((one, other) => (one.end === other.end ? (one.visitor < other.visitor ? -1 : 1) : one.end > other.end ? -1 : 1));
  return { sessions, has_more: came.length > limit };
}

/** Whether a hit is among those that fit, which are in order. */
function fitting(matches: Uint32Array): (hit: number) => boolean {
  return (hit) => {
    let low = 0;
    let high = matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[middle] as number) < hit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return matches[low] === hit;
  };
}

interface Part {
  /** Newest first. */
  requests: number[];
  /** Whether it may have begun before them. */
  isCut: boolean;
}

function split(hits: Hits, all: number[]): Part[] {
  const time = (hit: number): number => hits.times[hit] as number;
  all.sort((a, b) => time(b) - time(a) || (hits.lines[b] as number) - (hits.lines[a] as number));
  const parts: Part[] = [];
  for (const hit of all.slice(0, MAX_REQUESTS)) {
    const last = parts.at(-1)?.requests;
    if (last && time(last.at(-1) as number) - time(hit) <= GAP_SECONDS) {
      last.push(hit);
    } else {
      parts.push({ requests: [hit], isCut: false });
    }
  }
  const first = parts.at(-1);
  if (first) {
    first.isCut = all.length > MAX_REQUESTS;
  }
  return parts;
}

function sessionOf(hits: Hits, visitor: string, { requests, isCut }: Part, fits: (hit: number) => boolean): Session[] {
  const newest = requests[0];
  const oldest = requests.at(-1);
  if (newest === undefined || oldest === undefined || !requests.some(fits)) {
    return [];
  }
  const texts = textsOf(hits, newest);
  const status = (hit: number): number => hits.statuses[hit] as number;
  return [
    {
      visitor,
      ...some(texts, OF_VISITOR),
      is_bot: texts.is_bot === 'true',
      start: timeOf(hits, oldest),
      end: timeOf(hits, newest),
      is_cut: isCut,
      requests: requests.toReversed().map((hit) => ({
        time: timeOf(hits, hit),
        ...some(textsOf(hits, hit), OF_REQUEST),
        ...(status(hit) > 0 && { status: status(hit) }),
        fits: fits(hit),
      })),
      errors: requests.filter((hit) => [3, 4].includes(classOf(status(hit)))).length,
      bytes: requests.reduce((sum, hit) => sum + Math.max(0, hits.bytes[hit] as number), 0),
    },
  ];
}
