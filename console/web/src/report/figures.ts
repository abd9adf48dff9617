// All figures of the hits that fit, as the server's FiguresAnswer has them; here all are exact.
import type { City, ErrorPath, Figures, Point, Row, Size, Top } from '../pages/weblogs/weblogs';
import { CLASSES } from '../pages/weblogs/weblogs';
import type { Clock } from './clock';
import { classOf, groupOf, isKey, SIZES } from './filters';
import type { Facts, Group, Hits } from './hits';
import { firstPoint, iso, lastPoint, stepSeconds, type Range } from './range';

const ROWS = 25;
const COUNTRIES = 300;
const STATUSES = 100;
const CITIES = 100;
const LISTS = [
  ['countries', 'country', COUNTRIES], ['paths', 'path', ROWS], ['referrers', 'referrer', ROWS], ['agents', 'agent_name', ROWS],
  ['agent_classes', 'agent_class', ROWS], ['hosts', 'vhost', ROWS], ['methods', 'method', ROWS],
] as const;

/** Sums by the rows of a group. */
interface Sums {
  hits: Float64Array;
  bytes: Float64Array;
}

const sums = (length: number): Sums => ({ hits: new Float64Array(length), bytes: new Float64Array(length) });

function add(to: Sums, at: number, hits: number, bytes: number): void {
  to.hits[at] = (to.hits[at] as number) + hits;
  to.bytes[at] = (to.bytes[at] as number) + bytes;
}

const byHits = (one: Row, other: Row): number => other.hits - one.hits || (one.value < other.value ? -1 : 1);

/** The first of all rows, and how many hits the others have. */
function cut<T extends { hits: number }>(all: T[], most: number): { rows: T[]; others: number; is_exact: boolean } {
  return { rows: all.slice(0, most), others: all.slice(most).reduce((sum, row) => sum + row.hits, 0), is_exact: true };
}

export class Counted {
  readonly #total = { hits: 0, bytes: 0, visitors: 0, robots: 0, ai_agents: 0, errors: 0 };
  readonly #groups = new Map<Group, Sums>();
  readonly #statuses = sums(1_000);
  readonly #sizes = sums(SIZES.length);
  readonly #week = new Float64Array(7 * 24);
  readonly #step: number;
  readonly #first: number;
  readonly #points: Float64Array[];
  readonly #clientErrors: Float64Array;
  readonly #serverErrors: Float64Array;

  constructor(
    private readonly hits: Hits,
    private readonly facts: Facts,
    private readonly range: Range,
    clock: Clock,
    matches: Uint32Array,
  ) {
    this.#step = stepSeconds(range);
    this.#first = firstPoint(range, this.#step);
    const points = lastPoint(range, this.#step) - this.#first + 1;
    this.#points = CLASSES.map(() => new Float64Array(points));
    const requests = groupOf(hits, 'path').group;
    this.#clientErrors = new Float64Array(requests.rows);
    this.#serverErrors = new Float64Array(requests.rows);
    for (const group of hits.groups) {
      this.#groups.set(group, sums(group.rows));
    }
    const all = [...this.#groups];
    for (const hit of matches) {
      const bytes = Math.max(0, hits.bytes[hit] as number);
      for (const [group, sum] of all) {
        add(sum, group.of[hit] as number, 1, bytes);
      }
      this.#count(hit, bytes, requests, clock);
    }
  }

  #count(hit: number, bytes: number, requests: Group, clock: Clock): void {
    const { hits } = this;
    const status = hits.statuses[hit] as number;
    const statusClass = classOf(status);
    const second = hits.times[hit] as number;
    this.#total.hits++;
    this.#total.bytes += bytes;
    add(this.#statuses, status, 1, bytes);
    const point = Math.floor(second / this.#step) - this.#first;
    const points = this.#points[statusClass] as Float64Array;
    points[point] = (points[point] as number) + 1;
    const hour = clock.hourOfWeek(second);
    this.#week[hour] = (this.#week[hour] as number) + 1;
    if (statusClass === 3 || statusClass === 4) {
      const errors = statusClass === 3 ? this.#clientErrors : this.#serverErrors;
      const row = requests.of[hit] as number;
      errors[row] = (errors[row] as number) + 1;
      this.#total.errors++;
    }
    if ((hits.bytes[hit] as number) >= 0) {
      let size = SIZES.length - 1;
      while ((SIZES[size] as number) > bytes) {
        size--;
      }
      add(this.#sizes, size, 1, bytes);
    }
  }

  /** Sums by the values of a column; of code 0 are hits that have none. */
  #byValue(name: string): { sums: Sums; values: string[] } {
    const { group, column } = groupOf(this.hits, name);
    const from = this.#groups.get(group) as Sums;
    const into = sums(column.values.length);
    for (let row = 0; row < group.rows; row++) {
      add(into, column.codes[row] as number, from.hits[row] as number, from.bytes[row] as number);
    }
    return { sums: into, values: column.values };
  }

  #top(name: string, most: number): Top {
    const { sums: by, values } = this.#byValue(name);
    const rows: Row[] = [];
    let missing = 0;
    values.forEach((value, code) => {
      const hits = by.hits[code] as number;
      if (!isKey(code, value)) {
        missing += hits;
      } else if (hits > 0) {
        rows.push({ value, hits, bytes: by.bytes[code] as number });
      }
    });
    return { ...cut(rows.sort(byHits), most), missing };
  }

  #statusList(): Top {
    const rows: Row[] = [];
    for (let status = 1; status < 1_000; status++) {
      const hits = this.#statuses.hits[status] as number;
      if (hits > 0) {
        rows.push({ value: String(status), hits, bytes: this.#statuses.bytes[status] as number });
      }
    }
    return { ...cut(rows.sort(byHits), STATUSES), missing: this.#statuses.hits[0] as number };
  }

  #cities(): Figures['cities'] {
    const { group, column: country } = groupOf(this.hits, 'country');
    const city = group.columns.get('city');
    const from = this.#groups.get(group) as Sums;
    const found = new Map<string, City>();
    for (let row = 0; city && row < group.rows; row++) {
      const [a, b] = [country.codes[row] as number, city.codes[row] as number];
      const hits = from.hits[row] as number;
      const [countryName, cityName] = [country.values[a] as string, city.values[b] as string];
      if (hits > 0 && isKey(a, countryName) && isKey(b, cityName)) {
        const key = `${a} ${b}`;
        const known = found.get(key);
        if (known) {
          known.hits += hits;
          known.bytes += from.bytes[row] as number;
        } else {
          found.set(key, { country: countryName, city: cityName, hits, bytes: from.bytes[row] as number });
        }
      }
    }
    const order = (one: City, other: City): number =>
      other.hits - one.hits || (one.country === other.country ? (one.city < other.city ? -1 : 1) : one.country < other.country ? -1 : 1);
    const places = new Map(this.facts.places.map(([inCountry, name, latitude, longitude]) => [`${inCountry}\n${name}`, { latitude, longitude }]));
    const list = cut([...found.values()].sort(order), CITIES);
    return { ...list, rows: list.rows.map((row) => ({ ...row, ...places.get(`${row.country}\n${row.city}`) })) };
  }

  #errorPaths(): Figures['error_paths'] {
    const { group, column } = groupOf(this.hits, 'path');
    const client = new Float64Array(column.values.length);
    const server = new Float64Array(column.values.length);
    for (let row = 0; row < group.rows; row++) {
      const code = column.codes[row] as number;
      client[code] = (client[code] as number) + (this.#clientErrors[row] as number);
      server[code] = (server[code] as number) + (this.#serverErrors[row] as number);
    }
    const all = column.values.flatMap((value, code) => {
      const [ofClient, ofServer] = [client[code] as number, server[code] as number];
      return isKey(code, value) && ofClient + ofServer > 0
        ? [{ value, hits: ofClient + ofServer, bytes: 0, client_errors: ofClient, server_errors: ofServer }]
        : [];
    });
    const list = cut(all.sort(byHits), ROWS);
    const rows: ErrorPath[] = list.rows.map(({ value, client_errors, server_errors }) => ({ value, client_errors, server_errors }));
    return { ...list, rows };
  }

  #pointList(): Point[] {
    return Array.from(this.#points[0] as Float64Array, (_, at) => {
      const start = iso((this.#first + at) * this.#step * 1_000);
      return { start, ...Object.fromEntries(CLASSES.map((one, of) => [one, this.#points[of]?.[at] ?? 0])) } as Point;
    });
  }

  #sizeList(): Size[] {
    return SIZES.map((from, at) => {
      const to = SIZES[at + 1];
      return { from, ...(to !== undefined && { to }), hits: this.#sizes.hits[at] as number, bytes: this.#sizes.bytes[at] as number };
    });
  }

  figures(): Figures {
    const ofValue = (name: string, value: string): number => {
      const { sums: by, values } = this.#byValue(name);
      return by.hits[values.indexOf(value)] ?? 0;
    };
    const visitors = this.#byValue('visitor');
    const lists = Object.fromEntries(LISTS.map(([list, column, most]) => [list, this.#top(column, most)])) as Record<(typeof LISTS)[number][0], Top>;
    return {
      from: iso(this.range.from),
      to: iso(this.range.to),
      ...(this.facts.location_source !== undefined && { location_source: this.facts.location_source }),
      step_seconds: this.#step,
      total: {
        ...this.#total,
        visitors: visitors.values.filter((value, code) => isKey(code, value) && (visitors.sums.hits[code] as number) > 0).length,
        robots: ofValue('is_bot', 'true'),
        ai_agents: ofValue('agent_class', 'ai_agent'),
      },
      points: this.#pointList(),
      weekdays: Array.from({ length: 7 }, (_, day) => [...this.#week.subarray(day * 24, day * 24 + 24)]),
      sizes: this.#sizeList(),
      ...lists,
      statuses: this.#statusList(),
      cities: this.#cities(),
      error_paths: this.#errorPaths(),
    };
  }
}
