// Days and hours in a time zone.
import { refuse } from './asked';

const QUARTER = 900; // clocks are changed, and zones differ, by whole quarters of an hour
const DAY = 86_400;
const THURSDAY = 3; // 1970-01-01, where Monday is 0

export interface Clock {
  /** Hours since Monday 0:00 of a time in seconds since 1970 UTC, 0 to 167. */
  hourOfWeek(second: number): number;
}

/** The clock of a zone by its IANA name. */
export function clockOf(zone: string): Clock {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch {
    refuse('zone must be the name of a time zone as Europe/Vienna');
  }
  const shifts = new Map<number, number>();

  function shift(quarter: number): number {
    const parts = Object.fromEntries(format.formatToParts(quarter * QUARTER * 1_000).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
    return local / 1_000 - quarter * QUARTER;
  }

  return {
    hourOfWeek(second) {
      const quarter = Math.floor(second / QUARTER);
      let known = zone === 'UTC' ? 0 : shifts.get(quarter);
      if (known === undefined) {
        known = shift(quarter);
        shifts.set(quarter, known);
      }
      const local = second + known;
      const day = (Math.floor(local / DAY) + THURSDAY) % 7;
      return day * 24 + Math.floor((local % DAY) / 3_600);
    },
  };
}
