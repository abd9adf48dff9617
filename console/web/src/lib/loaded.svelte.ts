// What is shown of an answer: loading, failed, there; and lists that go on.
import { call, problemOf, type Problem } from './api';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  #asking: AbortController | null = null;

  /** Asks for it; what was shown stays until the answer is there, unless it is of something else. */
  async ask(path: string, keep = false): Promise<void> {
    this.#asking?.abort();
    const mine = (this.#asking = new AbortController());
    this.problem = null;
    if (!keep) {
      this.value = null;
    }
    try {
      this.value = await call<T>('GET', path, { signal: mine.signal });
    } catch (cause) {
      if (!mine.signal.aborted) {
        this.problem = problemOf(cause);
      }
    }
  }

  stop(): void {
    this.#asking?.abort();
  }
}

/** A list that comes page by page; P is an answer's members beside the list. */
export class Pages<T, P extends object = object> {
  items = $state.raw<T[] | null>(null);
  /** The newest answer: what it says beside the list stays while another is asked for. */
  answer = $state.raw<(P & { next_cursor?: string }) | null>(null);
  problem = $state.raw<Problem | null>(null);
  next = $state('');
  busy = $state(false);
  #path = '';
  // What is asked for must not depend on what is shown: an effect that asks would ask for ever.
  #cursor = '';
  #asking: AbortController | null = null;

  constructor(readonly member: string) {}

  /** Begins with the first page. */
  async ask(path: string): Promise<void> {
    this.#path = path;
    this.items = null;
    this.next = this.#cursor = '';
    await this.#load();
  }

  async more(): Promise<void> {
    await this.#load();
  }

  /** Puts something else in the place of some. */
  replace(found: (item: T) => boolean, by: (item: T) => T): void {
    this.items = this.items?.map((item) => (found(item) ? by(item) : item)) ?? null;
  }

  async #load(): Promise<void> {
    this.#asking?.abort();
    const mine = (this.#asking = new AbortController());
    this.problem = null;
    this.busy = true;
    const cursor = this.#cursor && `${this.#path.includes('?') ? '&' : '?'}cursor=${this.#cursor}`;
    try {
      const page = await call<P & { next_cursor?: string }>('GET', this.#path + cursor, { signal: mine.signal });
      const more = (page as Record<string, unknown>)[this.member] as T[];
      this.answer = page;
      this.items = [...(cursor ? (this.items ?? []) : []), ...more];
      this.next = this.#cursor = page.next_cursor ?? '';
    } catch (cause) {
      if (!mine.signal.aborted) {
        this.problem = problemOf(cause);
      }
    } finally {
      if (this.#asking === mine) {
        this.busy = false;
      }
    }
  }

  again(): Promise<void> {
    return this.#load();
  }

  stop(): void {
    this.#asking?.abort();
  }
}
