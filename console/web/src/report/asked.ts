// The query of a question; what can't be taken is refused as the server refuses it.
import { Problem } from '../lib/api';

const BAD_REQUEST = 400;

export function refuse(detail: string): never {
  throw new Problem(BAD_REQUEST, { detail }, 0);
}

export class Asked {
  constructor(readonly query: URLSearchParams) {}

  has(name: string): boolean {
    return this.query.has(name);
  }

  /** Null if it is not given; it may be of length 0. */
  text(name: string, most: number): string | null {
    const text = this.query.get(name);
    if (text !== null && (text.length > most || /\p{Cc}/u.test(text))) {
      refuse(`${name} must be at most ${most} characters, none of them a control character`);
    }
    return text;
  }

  wholeNumber(name: string, least: number, most: number): number | null {
    const text = this.query.get(name);
    if (text === null) {
      return null;
    }
    const number = Number(text);
    if (!/^[0-9]{1,9}$/.test(text) || number < least || number > most) {
      refuse(`${name} must be from ${least} to ${most}`);
    }
    return number;
  }

  /** Milliseconds since 1970 UTC. */
  time(name: string): number | null {
    const text = this.query.get(name);
    if (text === null) {
      return null;
    }
    const millis = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
    if (!(millis >= 0)) {
      refuse(`${name} must be a time as 2026-01-31T18:00:00Z`);
    }
    return millis;
  }

  oneOf<T extends string>(name: string, all: readonly T[]): T | null {
    const text = this.query.get(name);
    if (text === null) {
      return null;
    }
    return all.find((one) => one === text) ?? refuse(`${name} must be one of ${all.join(', ')}`);
  }
}
