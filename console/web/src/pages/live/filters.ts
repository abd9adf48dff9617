// What everything on the page is filtered by; it stands in the address.
import type { Outcome, Query } from '../../lib/live.svelte';
import { router } from '../../lib/router.svelte';

export const FILTERS = ['state', 'city', 'category', 'outcome', 'merchant'] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** In the address, of requests whose place is not known; there it would be empty else. */
const UNKNOWN = 'unknown';
const OUTCOME_NAMES: readonly string[] = ['approved', 'referred', 'declined'];

export function filtersOf(get: (name: string) => string): Filters {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const text = get(name);
    if (text && (name !== 'outcome' || OUTCOME_NAMES.includes(text)) && (name !== 'city' || filters.state !== undefined)) {
      filters[name] = text;
    }
  }
  return filters;
}

/** As the server takes them. */
export function queryOf(filters: Filters): Query {
  const query: Query = {};
  for (const [name, text] of Object.entries(filters)) {
    query[name] = name === 'outcome' ? text.toUpperCase() : (name === 'state' || name === 'city') && text === UNKNOWN ? '' : text;
  }
  return query;
}

/** A name as it stands in the address. */
export const inAddress = (name: string): string => name || UNKNOWN;

/** Filters by this, or no longer if it is what is filtered by; a city belongs to its state. */
export function toggle(name: FilterName, value: string): void {
  const text = name === 'outcome' ? value.toLowerCase() : inAddress(value);
  const next = router.get(name) === text ? '' : text;
  router.set(name === 'state' ? { state: next, city: '' } : { [name]: next });
}

export const outcomeOf = (key: string): Outcome => key.toUpperCase() as Outcome;
