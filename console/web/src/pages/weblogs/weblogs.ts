// What the server says of web logs, and what is asked for: range and filters stand in the address.
import { isReport } from '../../lib/address';
import { router } from '../../lib/router.svelte';
import { zone } from '../../lib/time.svelte';

export const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx', 'none'] as const;
export type StatusClass = (typeof CLASSES)[number];

export interface Row {
  value: string;
  hits: number;
  bytes: number;
}

export interface Rest {
  /** Hits with another value than the rows'. */
  others: number;
  is_exact: boolean;
}

export interface Top extends Rest {
  rows: Row[];
  /** Hits without a value. */
  missing: number;
}

export interface City {
  country: string;
  city: string;
  hits: number;
  bytes: number;
  latitude?: number;
  longitude?: number;
}

export type Point = { start: string } & Record<StatusClass, number>;

export interface Size {
  from: number;
  to?: number;
  hits: number;
  bytes: number;
}

export interface ErrorPath {
  value: string;
  client_errors: number;
  server_errors: number;
}

export interface Figures {
  from: string;
  to: string;
  oldest?: string;
  newest?: string;
  /** Who located the addresses, if it is to be named. */
  location_source?: string;
  step_seconds: number;
  total: { hits: number; bytes: number; visitors: number; robots: number; ai_agents: number; errors: number };
  points: Point[];
  weekdays: number[][];
  sizes: Size[];
  countries: Top;
  paths: Top;
  referrers: Top;
  agents: Top;
  agent_classes: Top;
  statuses: Top;
  hosts: Top;
  methods: Top;
  cities: Rest & { rows: City[] };
  error_paths: Rest & { rows: ErrorPath[] };
}

export interface Line {
  time: string;
  remote_host?: string;
  user?: string;
  method?: string;
  path?: string;
  query?: string;
  protocol?: string;
  status?: number;
  bytes?: number;
  referrer?: string;
  user_agent?: string;
  vhost?: string;
  is_bot?: boolean;
  raw_request?: string;
  agent_class?: string;
  agent_name?: string;
  agent_version?: string;
  os?: string;
  device?: string;
  country?: string;
  city?: string;
  network?: string;
  visitor?: string;
  request_id?: string;
  authorization_id?: string;
  file?: string;
  line?: number;
}

export interface Session {
  visitor: string;
  country?: string;
  city?: string;
  agent_name?: string;
  agent_class?: string;
  os?: string;
  remote_host?: string;
  is_bot: boolean;
  start: string;
  end: string;
  is_cut: boolean;
  requests: { time: string; method?: string; path?: string; referrer?: string; status?: number; fits: boolean }[];
  errors: number;
  bytes: number;
}

const MINUTES_A_DAY = 1440;

export const RANGES = [
  { value: '1h', text: 'Hour', minutes: 60 },
  { value: '1d', text: 'Day', minutes: MINUTES_A_DAY },
  { value: '7d', text: '7 days', minutes: 7 * MINUTES_A_DAY },
  { value: '30d', text: '30 days', minutes: 30 * MINUTES_A_DAY },
  { value: 'all', text: 'All', minutes: 0 },
] as const;
export type RangeName = (typeof RANGES)[number]['value'];
/** A report is of what somebody chose: all of it. */
const DEFAULT: RangeName = isReport ? 'all' : '7d';

/** The range that ends with the newest hit; empty for one of one's own. */
export function rangeName(): RangeName | '' {
  const name = router.get('range');
  if (name === 'custom' && Date.parse(router.get('from')) < Date.parse(router.get('to'))) {
    return '';
  }
  return RANGES.find((range) => range.value === name)?.value ?? DEFAULT;
}

export const chooseRange = (name: RangeName): void =>
  router.set({ range: name === DEFAULT ? '' : name, from: '', to: '' });

/** At least a minute, of whole seconds. */
export const chooseSpan = (from: number, to: number): void =>
  router.set({
    range: 'custom',
    from: new Date(Math.floor(from / 1000) * 1000).toISOString(),
    to: new Date(Math.ceil(Math.max(to, from + 60_000) / 1000) * 1000).toISOString(),
  });

/** What everything is filtered by, with the name that people read. */
export const FILTERS = {
  country: 'country', city: 'city', path: 'path', status: 'status', status_class: 'statuses', agent: 'agent', agent_class: 'kind of agent',
  referrer: 'referrer', host: 'host', visitor: 'visitor', method: 'method', is_bot: 'robots', size: 'size', weekday: 'day', hour: 'hour', text: 'text',
} as const;
export type FilterName = keyof typeof FILTERS;
export const NAMES = Object.keys(FILTERS) as FilterName[];

/** In the address, of hits that have no value; to the server it is the empty text. */
export const MISSING = '-';
const MAY_MISS: readonly string[] = ['country', 'city', 'path', 'agent', 'agent_class', 'referrer', 'host', 'visitor', 'method'];

/** The query of all three lists, as the server takes it. */
export function asked(): string {
  const query = new URLSearchParams();
  const name = rangeName();
  if (name === '') {
    query.set('from', router.get('from'));
    query.set('to', router.get('to'));
  } else {
    const minutes = RANGES.find((range) => range.value === name)?.minutes ?? 0;
    if (minutes > 0) {
      query.set('last', String(minutes));
    }
  }
  for (const filter of NAMES) {
    const value = router.get(filter);
    if (value) {
      query.set(filter, value === MISSING && MAY_MISS.includes(filter) ? '' : value);
    }
  }
  query.set('zone', zone.id === 'Etc/UTC' ? 'UTC' : zone.id);
  return query.toString();
}

export const isFiltered = (): boolean => NAMES.some((name) => router.get(name) !== '');

export const isChosen = (values: Partial<Record<FilterName, string>>): boolean =>
  Object.entries(values).every(([name, value]) => router.get(name) === value);

/** Filters by these, or no longer if they are what is filtered by. */
export function toggle(values: Partial<Record<FilterName, string>>): void {
  const gone = isChosen(values);
  router.set(gone ? Object.fromEntries(Object.keys(values).map((name) => [name, ''])) : (values as Record<string, string>));
}

const regions = new Intl.DisplayNames('en', { type: 'region' });

/** Germany of DE. */
export function countryName(code: string): string {
  try {
    return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
  } catch {
    return code;
  }
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** 1536 as 1.5 KB. */
export function bytes(number: number): string {
  let rest = number;
  let unit = 0;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1).replace(/\.0$/, '')} ${UNITS[unit]}`;
}

export function sizeName(from: number, to?: number): string {
  return from === 0 ? 'empty' : to === undefined ? `${bytes(from)} and more` : from === 1 ? `below ${bytes(to)}` : `${bytes(from)} to ${bytes(to)}`;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const two = (hour: number): string => String(hour).padStart(2, '0');

const KINDS: Record<string, string> = { browser: 'browsers', bot: 'robots', ai_agent: 'AI agents', tool: 'tools', unknown: 'unknown' };
export const kindName = (kind: string): string => KINDS[kind] ?? kind;

const CLASS_NAMES: Record<StatusClass, string> = {
  '1xx': '1xx informational', '2xx': '2xx answered', '3xx': '3xx redirection', '4xx': '4xx client errors', '5xx': '5xx server errors', none: 'no status',
};
export const className = (of: StatusClass): string => CLASS_NAMES[of];

/** A filter's value as people read it. */
export function valueName(name: FilterName, value: string): string {
  if (value === MISSING) {
    return 'none';
  }
  switch (name) {
    case 'country': return countryName(value);
    case 'status_class': return CLASSES.includes(value as StatusClass) ? className(value as StatusClass) : value;
    case 'agent_class': return kindName(value);
    case 'is_bot': return value === 'true' ? 'only robots' : 'no robots';
    case 'size': return Number(value) === 0 ? 'empty' : `from ${bytes(Number(value))}`;
    case 'weekday': return WEEKDAYS[Number(value) - 1] ?? value;
    case 'hour': return `${two(Number(value))}:00`;
    default: return value;
  }
}
