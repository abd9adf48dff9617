// What happens now, as the server streams it. Pages read this; only this file knows the routes.
import { session } from './session.svelte';

export interface Counts {
  approved: number;
  referred: number;
  declined: number;
}

/** A minute of event time. */
export interface Minute extends Counts {
  /** Its first instant, milliseconds since 1970 UTC. */
  start: number;
}

export interface StateCounts extends Counts {
  /** Two letters; empty where the place is not known. */
  state: string;
}

export type Outcome = 'APPROVED' | 'REFERRED' | 'DECLINED';

export interface Alert {
  id: string;
  time: string;
  card_token: string;
  last_four: string;
  outcome: Outcome;
  fraud_probability: number;
  amount: string;
  currency: string;
  merchant: string;
  category: string;
  city: string;
  state: string;
  reasons: string[];
}

interface FiguresJson {
  minutes: (Counts & { start: string })[];
  total: Counts;
  states: StateCounts[];
  complete: boolean;
}

export type Link = 'connecting' | 'open' | 'lost';

export const OUTCOMES = ['approved', 'referred', 'declined'] as const;
export const MINUTE_MILLIS = 60_000;
const MAX_ALERTS = 200;
const RETRY_MILLIS = 3_000;
const STREAM = '/v1/live';

export const all = (counts: Counts): number => counts.approved + counts.referred + counts.declined;

export const sum = (parts: Counts[]): Counts => ({
  approved: parts.reduce((total, part) => total + part.approved, 0),
  referred: parts.reduce((total, part) => total + part.referred, 0),
  declined: parts.reduce((total, part) => total + part.declined, 0),
});

/** Follows the stream from start() to stop(); takes it up again by itself where it breaks. */
export class LiveFeed {
  link = $state<Link>('connecting');
  /** Minutes in which something happened, oldest first; empty until the first figures come. */
  minutes = $state.raw<Minute[]>([]);
  states = $state.raw<StateCounts[]>([]);
  /** False if there were more places than the server counts. */
  complete = $state(true);
  /** Newest first. */
  alerts = $state.raw<Alert[]>([]);
  hasFigures = $state(false);

  #source: EventSource | null = null;
  #retry = 0;
  #frame = 0;
  #figures: FiguresJson | null = null;
  #arrived: Alert[] = [];
  readonly #known = new Set<string>();

  start(): void {
    this.stop();
    const source = new EventSource(STREAM);
    this.#source = source;
    source.onopen = () => (this.link = 'open');
    source.onerror = () => this.#broken(source);
    source.addEventListener('figures', (event) => {
      this.#figures = JSON.parse(event.data) as FiguresJson;
      this.#paintSoon();
    });
    source.addEventListener('alert', (event) => {
      this.#arrived.push(JSON.parse(event.data) as Alert);
      this.#arrived.splice(0, Math.max(0, this.#arrived.length - MAX_ALERTS)); // a hidden page takes none away
      this.#paintSoon();
    });
  }

  stop(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #broken(source: EventSource): void {
    this.link = 'lost';
    source.close();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(async () => {
      await session.ask(); // the server also closes the stream when the session ends
      if (this.#source === source && session.person) {
        this.start();
      } else if (this.#source === source && session.state.kind === 'failed') {
        this.#broken(source);
      }
    }, RETRY_MILLIS);
  }

  /** However much comes, it is shown once a frame, and not at all while nobody looks. */
  #paintSoon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#takeFigures();
      this.#takeAlerts();
    });
  }

  #takeFigures(): void {
    if (this.#figures) {
      this.minutes = this.#figures.minutes.map((minute) => ({ ...minute, start: Date.parse(minute.start) }));
      this.states = this.#figures.states;
      this.complete = this.#figures.complete;
      this.hasFigures = true;
      this.#figures = null;
    }
  }

  #takeAlerts(): void {
    const fresh = this.#arrived.filter((alert) => !this.#known.has(alert.id));
    this.#arrived = [];
    if (fresh.length === 0) {
      return;
    }
    fresh.forEach((alert) => this.#known.add(alert.id));
    const kept = [...fresh.reverse(), ...this.alerts];
    kept.slice(MAX_ALERTS).forEach((alert) => this.#known.delete(alert.id));
    this.alerts = kept.slice(0, MAX_ALERTS);
  }
}
