// Answers what the page asks, as /v1/weblogs/… of a console does, from the hits in the page.
import { Asked, refuse } from './asked';
import { Counted } from './figures';
import { filtersOf, within, type Filters } from './filters';
import type { Facts, Hits } from './hits';
import { linesOf } from './lines';
import { iso, rangeOf, type Extent, type Range } from './range';
import { sessionsOf } from './sessions';

const AHEAD = 3_600_000; // hits that are later than the report are of a wrong clock
const PATH = /^\/v1\/weblogs\/(figures|lines|sessions)(?:\?(.*))?$/;

/** The hits of one question; figures, lines and sessions ask the same one after another. */
interface Found {
  of: string;
  range: Range;
  filters: Filters;
  span: [number, number];
  matches: Uint32Array;
}

export class Engine {
  readonly #extent: Extent | null;
  readonly #now: number;
  #found: Found | null = null;

  constructor(private readonly hits: Hits, private readonly facts: Facts) {
    this.#now = Date.parse(facts.written);
    const [first, end] = within(hits, { from: 0, to: this.#now + AHEAD });
    this.#extent = first < end ? { newest: (hits.times[first] as number) * 1_000, oldest: (hits.times[end - 1] as number) * 1_000 } : null;
  }

  /** The answer to a GET of this path; throws a Problem where a console refuses. */
  ask(path: string): unknown {
    const [, what, query = ''] = PATH.exec(path) ?? refuse(`${path} is not in a report`);
    const asked = new Asked(new URLSearchParams(query));
    const { range, filters, span, matches } = this.#find(asked);
    switch (what) {
      case 'lines':
        return linesOf(this.hits, matches, asked);
      case 'sessions':
        return sessionsOf(this.hits, matches, span, asked);
      default:
        return {
          ...new Counted(this.hits, this.facts, range, filters.clock, matches).figures(),
          ...(this.#extent && { oldest: iso(this.#extent.oldest), newest: iso(this.#extent.newest) }),
        };
    }
  }

  #find(asked: Asked): Found {
    const query = new URLSearchParams(asked.query);
    query.delete('limit');
    query.delete('cursor');
    const of = query.toString();
    if (this.#found?.of !== of) {
      const filters = filtersOf(this.hits, asked);
      const range = rangeOf(asked, this.#extent, this.#now);
      const span = within(this.hits, range);
      const matches = new Uint32Array(Math.max(0, span[1] - span[0]));
      let count = 0;
      for (let hit = span[0]; hit < span[1]; hit++) {
        if (filters.fits(hit)) {
          matches[count++] = hit;
        }
      }
      this.#found = { of, range, filters, span, matches: matches.subarray(0, count) };
    }
    return this.#found;
  }
}
