// What the live page shows: history from the server, and on top of it what came since.
import { problemOf, type Problem } from '../../lib/api';
import { pastAlerts, type Alert, type Link, type Row } from '../../lib/live.svelte';
import { Attempt, type Ask } from './attempt';
import { none, quantile, type Figures } from './figures';
import { floorTo, NOW_MILLIS, type Range } from './range';

export interface Bar {
  start: number;
  length: number;
  figures: Figures;
}

export interface Named {
  name: string;
  figures: Figures;
}

/** What is on the page at one time; nothing of it is changed afterwards. */
export interface Shown {
  range: Range;
  from: number;
  end: number;
  bars: Bar[];
  total: Figures;
  states: Named[];
  cities: Named[];
  categories: Named[];
  hours: Figures[];
  /** By first instant of the hour; empty where points are longer. */
  hourly: ReadonlyMap<number, Figures>;
  latency: { p50: number; p99: number; count: number; since: number } | null;
  rows: Row[];
  /** Latest event time; 0 if there were no requests. */
  newest: number;
  /** Latest event time is of now. */
  isNow: boolean;
  threshold: number;
  complete: boolean;
}

const PUBLISH_MILLIS = 250;
const CALM_MILLIS = 1_000;
const LEAST_MILLIS = 10_000;
const MOST_MILLIS = 300_000;
const RETRY_MILLIS = 30_000;
const MAX_ALERTS = 500;
const MAX_ROWS = 8;

interface Timed {
  alert: Alert;
  millis: number;
}

const byTime = (a: Timed, b: Timed): number => b.millis - a.millis || (a.alert.id < b.alert.id ? 1 : -1);
const keyOf = (alert: Alert): string => `${alert.id} ${alert.card_token}`;

export class LiveModel {
  shown = $state.raw<Shown | null>(null);
  /** The same, but at most once a second: for what is large, or read line by line. */
  calm = $state.raw<Shown | null>(null);
  /** Newest first. */
  alerts = $state.raw<Alert[]>([]);
  /** Whether there are older alerts in the range. */
  hasOlder = $state(false);
  link = $state<Link>('connecting');
  problem = $state.raw<Problem | null>(null);
  /** Something else was asked for than is shown. */
  isStale = $state(true);

  #ask: Ask | null = null;
  #attempt: Attempt | null = null;
  #next: Attempt | null = null;
  #begun = 0;
  /** Whether this try is made as event time was elsewhere; in a fast replay it always is. */
  #isSecond = false;
  #newest = 0;
  #timer = 0;
  #calmed = 0;
  #tick = 0;
  #cursor = '';
  #known = new Map<string, Timed>();
  #hasNewAlerts = false;
  #rows: Row[] = [];
  readonly #onVisible = (): void => this.#publishSoon();

  /** Shows something else from now on. */
  show(ask: Ask): void {
    this.#ask = ask;
    this.#attempt?.close();
    this.#attempt = null;
    this.isStale = true;
    this.problem = null;
    this.#known = new Map();
    this.#rows = [];
    this.#cursor = '';
    this.#begin();
    if (!this.#tick) {
      this.#tick = setInterval(() => this.#look(), 1000);
      document.addEventListener('visibilitychange', this.#onVisible);
    }
  }

  stop(): void {
    this.#attempt?.close();
    this.#next?.close();
    this.#attempt = this.#next = null;
    clearInterval(this.#tick);
    clearTimeout(this.#timer);
    this.#tick = this.#timer = 0;
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  again(): void {
    this.problem = null;
    this.#begin();
  }

  get #isNow(): boolean {
    return this.#newest === 0 || Math.abs(Date.now() - this.#newest) < NOW_MILLIS;
  }

  get #anchor(): number {
    return this.#isNow ? Date.now() : this.#newest + 1;
  }

  /** Takes all again, and shows it when it is there; until then what is shown stays. */
  #begin(isSecond = false): void {
    const ask = this.#ask;
    if (!ask) {
      return;
    }
    this.#isSecond = isSecond;
    this.#next?.close();
    this.#begun = Date.now();
    const attempt: Attempt = new Attempt(ask, this.#anchor, {
      link: (link) => {
        if (attempt === this.#attempt || !this.#attempt) {
          this.link = link;
        }
      },
      newest: (millis) => (this.#newest = Math.max(this.#newest, millis)),
      ready: () => this.#ready(attempt),
      changed: (rows, alerts) => this.#changed(attempt, rows, alerts),
      lost: () => this.#begin(),
      failed: (cause) => this.#failed(attempt, cause),
    });
    this.#next = attempt;
  }

  #ready(attempt: Attempt): void {
    if (attempt !== this.#next) {
      return;
    }
    if (attempt.isOff(this.#anchor) && !this.#isSecond) {
      this.#begin(true); // event time is not where it was thought to be
      return;
    }
    this.#attempt?.close();
    this.#attempt = attempt;
    this.#next = null;
    this.link = attempt.link;
    this.problem = null;
    this.isStale = false;
    this.#rows = attempt.rows.slice(-MAX_ROWS).reverse();
    this.#keep([...attempt.alerts, ...attempt.past.alerts]);
    this.#hasNewAlerts = true; // or older ones are out of the range now
    this.#cursor ||= attempt.past.next_cursor ?? '';
    this.hasOlder = this.#cursor !== '';
    this.#calmed = 0;
    this.#publish();
  }

  #failed(attempt: Attempt, cause: unknown): void {
    if (attempt === this.#next) {
      attempt.close();
      this.#next = null;
      this.problem = problemOf(cause);
    }
  }

  #changed(attempt: Attempt, rows: Row[], alerts: Alert[]): void {
    if (attempt !== this.#attempt) {
      return;
    }
    if (rows.length > 0) {
      this.#rows = [...rows.slice(-MAX_ROWS).reverse(), ...this.#rows].slice(0, MAX_ROWS);
    }
    if (alerts.length > 0) {
      this.#keep(alerts);
    }
    this.#publishSoon();
  }

  #keep(alerts: Alert[]): void {
    for (const alert of alerts) {
      if (!this.#known.has(keyOf(alert))) {
        this.#known.set(keyOf(alert), { alert, millis: Date.parse(alert.time) });
        this.#hasNewAlerts = true;
      }
    }
  }

  /** Shows the newest that are in the range; the others are forgotten. */
  #sortAlerts(from: number): void {
    if (this.#hasNewAlerts || this.alerts.length !== this.#known.size) {
      const all = [...this.#known.values()].filter(({ millis }) => millis >= from).sort(byTime).slice(0, MAX_ALERTS);
      this.#known = new Map(all.map((timed) => [keyOf(timed.alert), timed]));
      this.alerts = all.map(({ alert }) => alert);
      this.#hasNewAlerts = false;
    }
  }

  /** The next older alerts of the range. */
  async older(): Promise<void> {
    const [attempt, signal] = [this.#attempt, new AbortController().signal];
    if (!attempt || !this.#cursor) {
      return;
    }
    try {
      const page = await pastAlerts({ ...attempt.alertQuery, cursor: this.#cursor }, signal);
      this.#cursor = page.next_cursor ?? '';
      this.#keep(page.alerts);
      this.#sortAlerts(attempt.from);
      this.hasOlder = this.#cursor !== '' && this.alerts.length < MAX_ALERTS;
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  /** Each second: the axis moves, and what is shown is taken again when its first bar is over. */
  #look(): void {
    const attempt = this.#attempt;
    const age = Date.now() - this.#begun;
    if (this.problem && age >= RETRY_MILLIS) {
      this.#begin();
    } else if (attempt && !this.#next && !this.problem) {
      const isDue = attempt.leftOut > 0 || attempt.isOff(this.#anchor);
      if (age >= MOST_MILLIS || (age >= LEAST_MILLIS && isDue)) {
        this.#begin();
      }
    }
    this.#publishSoon();
  }

  #publishSoon(): void {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#publish();
    }, PUBLISH_MILLIS);
  }

  #publish(): void {
    const attempt = this.#attempt;
    if (!attempt || document.hidden) {
      return;
    }
    const { totals, from, bars } = attempt;
    this.#sortAlerts(from);
    const end = attempt.endOf(this.#anchor);
    const shown: Bar[] = [];
    for (let start = floorTo(from, bars.length); start < end; start += bars.length) {
      shown.push({ start, length: bars.length, figures: totals.bars.get(start) ?? none() });
    }
    this.shown = {
      range: attempt.ask.range,
      from,
      end,
      bars: shown,
      total: { ...totals.all },
      states: named(totals.states),
      cities: named(totals.cities),
      categories: named(totals.categories),
      hours: totals.hours,
      hourly: totals.hourly,
      latency: latencyOf(attempt),
      rows: this.#rows,
      newest: this.#newest,
      isNow: this.#isNow && this.#newest > 0,
      threshold: attempt.threshold,
      complete: attempt.complete,
    };
    if (Date.now() - this.#calmed >= CALM_MILLIS) {
      this.#calmed = Date.now();
      this.calm = this.shown;
    }
  }
}

const named = (figures: ReadonlyMap<string, Figures>): Named[] =>
  [...figures]
    .map(([name, one]) => ({ name, figures: { ...one } }))
    .sort((a, b) => b.figures.requests - a.figures.requests || (a.name < b.name ? -1 : 1));

function latencyOf({ latencies, border }: Attempt): Shown['latency'] {
  const count = [...latencies.values()].reduce((sum, one) => sum + one, 0);
  return count === 0
    ? null
    : { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), count, since: border };
}
