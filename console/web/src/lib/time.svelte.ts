// Times are event time unless a word says otherwise, in the zone that is chosen and always named.
import { store, stored } from './stored';

export const ZONES = ['UTC', 'local'] as const;
export type ZoneName = (typeof ZONES)[number];

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;

class Zone {
  name = $state<ZoneName>(stored('zone', ZONES, 'UTC'));
  readonly isLocalUtc = LOCAL === 'UTC' || LOCAL === 'Etc/UTC';

  choose(name: ZoneName): void {
    this.name = name;
    store('zone', name);
  }

  /** As Intl takes it. */
  get id(): string {
    return this.name === 'UTC' ? 'UTC' : LOCAL;
  }

  /** For people, such as UTC or Europe/Vienna. */
  get label(): string {
    return this.id === 'Etc/UTC' ? 'UTC' : this.id;
  }
}

export const zone = new Zone();

// Swedish writes dates as ISO 8601 does: 2026-03-02 10:00:00.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(kind: string, options: Intl.DateTimeFormatOptions, time: Date | number): string {
  const key = `${kind} ${zone.id}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: zone.id });
    formats.set(key, known);
  }
  return known.format(time);
}

const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const MINUTE = { hour: '2-digit', minute: '2-digit' } as const;

/** 2026-03-02 10:00:00 in the chosen zone. */
export const dateTime = (time: Date | number): string =>
  format('dateTime', { ...DAY, ...MINUTE, second: '2-digit' }, time);

/** 2026-03-02 in the chosen zone. */
export const day = (time: Date | number): string => format('day', DAY, time);

/** 10:00 in the chosen zone. */
export const clock = (time: Date | number): string => format('clock', MINUTE, time);

/** 10:00:00 in the chosen zone. */
export const clockSeconds = (time: Date | number): string =>
  format('clockSeconds', { ...MINUTE, second: '2-digit' }, time);

class Now {
  /** This machine's clock, milliseconds since 1970 UTC, to the second. */
  millis = $state(Date.now());

  constructor() {
    setInterval(() => (this.millis = Date.now()), 1000);
  }
}

export const now = new Now();
