// A view of the cube: what the address holds, and what can be done to it.
import { coarserOf, dimensionOf, FACTS, measureOf, type FactName } from './catalogue';
import type { Member } from './pivot';

export const SHELVES = ['rows', 'columns', 'measures'] as const;
export type ShelfName = (typeof SHELVES)[number];

/** Most dimensions that the server cuts by at once. */
export const MAX_DIMENSIONS = 6;

export interface CubeView {
  fact: FactName;
  rows: string[];
  columns: string[];
  measures: string[];
  /** Conditions as people type them; all must hold. */
  where: string[];
}

const FIRST: CubeView = {
  fact: 'authorization',
  rows: ['category'],
  columns: ['outcome'],
  measures: ['count', 'amount'],
  where: [],
};

/** The view of an address; what is not known is left out. */
export function viewOf(query: URLSearchParams): CubeView {
  const fact = FACTS.find((one) => one.value === query.get('fact'))?.value ?? FIRST.fact;
  if (!SHELVES.some((shelf) => query.has(shelf))) {
    return fitting({ ...FIRST, fact, where: query.getAll('where') });
  }
  const names = (shelf: ShelfName): string[] => (query.get(shelf) ?? '').split(',').filter(Boolean);
  return fitting({
    fact,
    rows: names('rows'),
    columns: names('columns'),
    measures: names('measures'),
    where: query.getAll('where'),
  });
}

/** The same without what its fact does not have, or what comes twice. */
function fitting(view: CubeView): CubeView {
  const seen = new Set<string>();
  const known = (names: string[], facts: (name: string) => string[] | undefined): string[] =>
    names.filter((name) => facts(name)?.includes(view.fact) && !seen.has(name) && seen.add(name));
  const rows = known(view.rows, (name) => dimensionOf(name)?.facts);
  const columns = known(view.columns, (name) => dimensionOf(name)?.facts);
  const measures = known(view.measures, (name) => measureOf(name)?.facts);
  return { ...view, rows, columns, measures: measures.length > 0 ? measures : ['count'] };
}

/** As the address holds it. */
export const inAddress = (view: CubeView): Record<string, string | string[]> => ({
  fact: view.fact === FIRST.fact ? '' : view.fact,
  rows: view.rows.join(','),
  columns: view.columns.join(','),
  measures: view.measures.join(','),
  where: view.where,
});

/** As the server is asked. */
export function asQuery(view: CubeView): string {
  const query = new URLSearchParams({ fact: view.fact, measures: view.measures.join(','), totals: 'true', format: 'json' });
  if (view.rows.length > 0) query.set('rows', view.rows.join(','));
  if (view.columns.length > 0) query.set('columns', view.columns.join(','));
  view.where.forEach((condition) => query.append('where', condition));
  return query.toString();
}

export const withFact = (view: CubeView, fact: FactName): CubeView => fitting({ ...view, fact });

/** Without a field. */
export const without = (view: CubeView, field: string): CubeView => ({
  ...view,
  rows: view.rows.filter((name) => name !== field),
  columns: view.columns.filter((name) => name !== field),
  measures: view.measures.filter((name) => name !== field),
});

/** With a field at a place of a shelf, wherever it was before. */
export function placed(view: CubeView, field: string, shelf: ShelfName, at: number): CubeView {
  const before = view[shelf].indexOf(field);
  const rest = without(view, field);
  const index = before >= 0 && before < at ? at - 1 : at;
  return { ...rest, [shelf]: rest[shelf].toSpliced(index, 0, field) };
}

/** Whether a field can be put on a shelf. */
export function canHold(view: CubeView, field: string, shelf: ShelfName): boolean {
  if (shelf === 'measures') {
    return measureOf(field) !== undefined;
  }
  const isNew = !view.rows.includes(field) && !view.columns.includes(field);
  return dimensionOf(field) !== undefined && (!isNew || view.rows.length + view.columns.length < MAX_DIMENSIONS);
}

export const pivoted = (view: CubeView): CubeView => ({ ...view, rows: view.columns, columns: view.rows });

function replaced(view: CubeView, from: string, to: string): CubeView {
  const put = (names: string[]): string[] => [...new Set(names.map((name) => (name === from ? to : name)))];
  return fitting({ ...view, rows: put(view.rows), columns: put(view.columns) });
}

/** By the next coarser dimension in the place of one. */
export function rolledUp(view: CubeView, dimension: string): CubeView {
  const coarser = coarserOf(dimension);
  return coarser ? replaced(view, dimension, coarser.name) : view;
}

/** By the next finer dimension in the place of one. */
export function drilled(view: CubeView, dimension: string): CubeView {
  const finer = dimensionOf(dimension)?.finer;
  return finer ? replaced(view, dimension, finer) : view;
}

/** With a condition more. */
export const filtered = (view: CubeView, condition: string): CubeView =>
  view.where.includes(condition) ? view : { ...view, where: [...view.where, condition] };

/** A condition on a member; null where the member is not known, which none can say. */
export function conditionOn(dimension: string, sign: '=' | '<>', member: Member): string | null {
  if (member === null) {
    return null;
  }
  const value = typeof member === 'string' ? `'${member.replaceAll("'", "''")}'` : String(member);
  return `${dimension} ${sign} ${value}`;
}
