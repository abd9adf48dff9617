// One taking of a range: the history up to a border, and the stream from there on.
import {
  history,
  pastAlerts,
  Stream,
  type Alert,
  type AlertsJson,
  type FrameJson,
  type HistoryJson,
  type Link,
  type Query,
  type Row,
  type StartJson,
} from '../../lib/live.svelte';
import { Totals } from './figures';
import { barsOf, floorTo, type Bars, type Range } from './range';

export interface Ask {
  range: Range;
  filters: Query;
}

interface Listener {
  link: (link: Link) => void;
  /** Event time has come so far. */
  newest: (millis: number) => void;
  /** All of the range is there. */
  ready: () => void;
  changed: (rows: Row[], alerts: Alert[]) => void;
  /** The stream began again: what it counted before is not to be added to. */
  lost: () => void;
  failed: (cause: unknown) => void;
}

const iso = (millis: number): string => new Date(millis).toISOString();
const MAX_KEPT = 200;

/** Of this much the stream tells, if it can: the history has labels, and the books are not so far behind. */
const LIVE_MILLIS = 600_000;

export class Attempt {
  readonly totals = new Totals();
  readonly latencies = new Map<number, number>();
  /** What came before it was ready. */
  rows: Row[] = [];
  alerts: Alert[] = [];
  past: AlertsJson = { alerts: [] };
  /** First instant, event time. */
  from: number;
  bars: Bars;
  /** From where the stream counts; history is up to there. */
  border = 0;
  /** Requests that came and are in neither. */
  leftOut = 0;
  threshold = 0.5;
  complete = true;
  link: Link = 'connecting';

  readonly #stream: Stream | null;
  readonly #abort = new AbortController();
  #early: FrameJson[] = [];
  #isReady = false;
  #isStarted = false;
  #isLost = false;

  constructor(
    readonly ask: Ask,
    anchor: number,
    readonly on: Listener,
  ) {
    const { range } = ask;
    if (range.kind === 'fixed') {
      this.bars = barsOf(range.to - range.from);
      this.from = range.from;
      this.#stream = null;
      this.link = 'open';
      this.#finish(range.to);
      return;
    }
    this.bars = barsOf(range.millis);
    this.from = range.name === 'all' ? 0 : this.#fromFor(anchor);
    const where: Query = {
      from: iso(Math.max(this.from, anchor - LIVE_MILLIS)),
      step: range.name === 'all' ? 'minute' : this.bars.step,
    };
    this.#stream = new Stream({ ...where, ...ask.filters }, {
      link: (link) => {
        this.link = link;
        on.link(link);
      },
      start: (start) => this.#start(start),
      frame: (frame) => this.#frame(frame),
    });
  }

  close(): void {
    this.#abort.abort();
    this.#stream?.close();
  }

  /** Of past alerts of the range. */
  get alertQuery(): Query {
    const { range, filters } = this.ask;
    return {
      ...filters,
      ...(this.from > 0 && { from: iso(this.from) }),
      ...(range.kind === 'fixed' && { to: iso(range.to) }),
    };
  }

  /** Whether a range that ends there would begin at another bar. */
  isOff(anchor: number): boolean {
    const { range } = this.ask;
    return range.kind === 'fixed' ? range.to > anchor && anchor > this.#anchorAtStart + 30_000 : range.name !== 'all' && this.#fromFor(anchor) !== this.from;
  }

  readonly #anchorAtStart = Date.now();

  /** Where the axis ends. */
  endOf(anchor: number): number {
    return this.ask.range.kind === 'fixed' ? this.ask.range.to : Math.max(anchor, this.from + 1);
  }

  #fromFor(anchor: number): number {
    const { range } = this.ask;
    const span = range.kind === 'last' ? range.millis : 0;
    return floorTo(anchor - 1, this.bars.length) + this.bars.length - span;
  }

  #start(start: StartJson): void {
    if (this.#isStarted) {
      this.#isLost = true;
      this.on.lost();
      return;
    }
    this.#isStarted = true;
    this.border = Date.parse(start.from);
    this.threshold = start.model_threshold;
    this.#finish(this.border);
  }

  /** Takes the history up to there, and alerts. */
  async #finish(to: number): Promise<void> {
    const { range, filters } = this.ask;
    const isAll = range.kind === 'last' && range.name === 'all';
    const where: Query = isAll ? {} : { from: iso(this.from), step: this.bars.step };
    try {
      const [before, past] = await Promise.all([
        isAll || to > this.from ? history({ ...filters, ...where, to: iso(to) }, this.#abort.signal) : null,
        pastAlerts({ ...this.alertQuery, limit: '50' }, this.#abort.signal),
      ]);
      this.past = past;
      if (before) {
        this.#before(before, isAll, to);
      }
      this.#isReady = true;
      this.#early.forEach((frame) => this.#add(frame));
      this.#early = [];
      this.on.ready();
    } catch (cause) {
      if (!this.#abort.signal.aborted) {
        this.on.failed(cause);
      }
    }
  }

  #before(before: HistoryJson, isAll: boolean, to: number): void {
    if (before.newest) {
      this.on.newest(Date.parse(before.newest));
    }
    if (isAll) {
      const end = Math.max(Date.parse(before.newest ?? before.to), to < Date.now() + 60_000 ? to : 0);
      const first = before.oldest ? Date.parse(before.from) : to;
      const wanted = barsOf(Math.max(end - first, 60_000));
      const least = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[before.step];
      this.bars = { length: Math.max(wanted.length, least), step: before.step };
      this.from = floorTo(first, this.bars.length);
    }
    this.threshold = before.model_threshold;
    this.complete = before.complete;
    this.totals.add(before, (millis) => floorTo(millis, this.bars.length), before.step !== 'day');
  }

  #frame(frame: FrameJson): void {
    if (this.#isLost) {
      return;
    }
    if (frame.newest) {
      this.on.newest(Date.parse(frame.newest));
    }
    if (this.#isReady) {
      this.#add(frame);
      this.on.changed(frame.rows, frame.alerts);
    } else {
      this.#early.push(frame);
      this.rows = [...this.rows, ...frame.rows].slice(-MAX_KEPT);
      this.alerts = [...this.alerts, ...frame.alerts].slice(-MAX_KEPT);
    }
  }

  #add(frame: FrameJson): void {
    this.leftOut += frame.left_out;
    this.totals.add(frame, (millis) => floorTo(millis, this.bars.length), this.bars.step !== 'day');
    for (const { millis, count } of frame.latencies) {
      this.latencies.set(millis, (this.latencies.get(millis) ?? 0) + count);
    }
  }
}
