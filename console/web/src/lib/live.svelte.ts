// What the server says of requests: figures of the past, and frames of what comes now.
// Only this file knows the routes.
import { call } from './api';
import { session } from './session.svelte';

export type Outcome = 'APPROVED' | 'REFERRED' | 'DECLINED';

export const OUTCOMES = ['approved', 'referred', 'declined'] as const;
export type OutcomeKey = (typeof OUTCOMES)[number];
export const MINUTE_MILLIS = 60_000;

/** A request that was answered. */
export interface Row {
  id: string;
  time: string;
  card_token: string;
  outcome: Outcome;
  fraud_probability: number;
  amount: string;
  currency: string;
  merchant: string;
  category: string;
  city: string;
  state: string;
}

export interface Alert extends Row {
  last_four: string;
  reasons: string[];
}

export interface FiguresJson {
  requests: number;
  approved: number;
  referred: number;
  declined: number;
  approved_amounts: { amount: string; currency: string }[];
  /** By label, then by model. */
  authenticity: { by: 'label' | 'model'; authentic: number; fraudulent: number }[];
}

export type Step = 'minute' | 'hour' | 'day';

/** What history and frames have in common. */
export interface Parts {
  points: (FiguresJson & { start: string })[];
  states: (FiguresJson & { state: string })[];
  cities: (FiguresJson & { city: string })[];
  categories: (FiguresJson & { category: string })[];
  hours: (FiguresJson & { hour: number })[];
}

export interface HistoryJson extends Parts {
  from: string;
  to: string;
  step: Step;
  oldest?: string;
  newest?: string;
  model_threshold: number;
  complete: boolean;
}

export interface StartJson {
  from: string;
  step: Step;
  model_threshold: number;
}

export interface FrameJson extends Parts {
  newest?: string;
  left_out: number;
  latencies: { millis: number; count: number }[];
  rows: Row[];
  alerts: Alert[];
}

export interface AlertsJson {
  alerts: Alert[];
  next_cursor?: string;
}

export type Query = Record<string, string>;

const query = (values: Query): string => {
  const text = new URLSearchParams(values).toString();
  return text && `?${text}`;
};

export const history = (values: Query, signal: AbortSignal): Promise<HistoryJson> =>
  call('GET', `/v1/live/history${query(values)}`, { signal });

export const pastAlerts = (values: Query, signal: AbortSignal): Promise<AlertsJson> =>
  call('GET', `/v1/live/alerts${query(values)}`, { signal });

export type Link = 'connecting' | 'open' | 'lost';

const RETRY_MILLIS = 3_000;

/** Follows the stream until it is closed; takes it up again by itself where it breaks. */
export class Stream {
  #source: EventSource | null = null;
  #retry = 0;
  #isClosed = false;

  constructor(
    private readonly values: Query,
    private readonly on: {
      link: (link: Link) => void;
      start: (start: StartJson) => void;
      frame: (frame: FrameJson) => void;
    },
  ) {
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    this.#source?.close();
    clearTimeout(this.#retry);
  }

  #open(): void {
    const source = new EventSource(`/v1/live/stream${query(this.values)}`);
    this.#source = source;
    source.onopen = () => this.on.link('open');
    source.onerror = () => this.#broken(source);
    source.addEventListener('start', (event) => this.on.start(JSON.parse(event.data) as StartJson));
    source.addEventListener('frame', (event) => this.on.frame(JSON.parse(event.data) as FrameJson));
  }

  /** Browsers go on after the last event by themselves, unless the server has refused them. */
  #broken(source: EventSource): void {
    this.on.link('lost');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(async () => {
      if (this.#isClosed || source.readyState === EventSource.OPEN) {
        return;
      }
      await session.ask(); // the server also closes the stream when the session ends
      if (!this.#isClosed && source.readyState === EventSource.CLOSED) {
        if (session.person) {
          this.#open();
        } else if (session.state.kind === 'failed') {
          this.#broken(source);
        }
      }
    }, RETRY_MILLIS);
  }
}
