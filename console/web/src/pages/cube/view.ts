// A view of the cube: what the address holds, and what can be done to it.
import { catalogue, coarserOf, dimensionOf, FACTS, figureOf, has, type FactName } from './catalogue.svelte';
import type { Member } from './pivot';

export const SHELVES = ['rows', 'columns', 'measures'] as const;
export type ShelfName = (typeof SHELVES)[number];

/** Most dimensions that the server cuts by at once. */
export const maxDimensions = (): number => catalogue.json?.limits.dimensions ?? 0;

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

const FIRST_FIGURES: Record<FactName, string[]> = {
  authorization: ['count'],
  transaction: ['count'],
  both: ['authorization.count', 'transaction.count'],
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
  const once = (names: string[], fits: (name: string) => boolean): string[] =>
    names.filter((name) => fits(name) && !seen.has(name) && seen.add(name));
  const shared = (name: string): boolean => has(dimensionOf(name) ?? { facts: [] }, view.fact);
  const rows = once(view.rows, shared);
  const columns = once(view.columns, shared);
  const measures = once(view.measures, (name) => figureOf(name, view.fact) !== undefined);
  return { ...view, rows, columns, measures: measures.length > 0 ? measures : FIRST_FIGURES[view.fact] };
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
  const query = new URLSearchParams({ fact: view.fact, measures: view.measures.join(','), totals: 'true' });
  if (view.rows.length > 0) query.set('rows', view.rows.join(','));
  if (view.columns.length > 0) query.set('columns', view.columns.join(','));
  view.where.forEach((condition) => query.append('where', condition));
  return query.toString();
}

/** As it is saved: the address, without what is open in it. */
export function savedQuery(view: CubeView, sort: string, look: string): string {
  const query = new URLSearchParams({ fact: view.fact, measures: view.measures.join(',') });
  if (view.rows.length > 0) query.set('rows', view.rows.join(','));
  if (view.columns.length > 0) query.set('columns', view.columns.join(','));
  view.where.forEach((condition) => query.append('where', condition));
  if (sort) query.set('sort', sort);
  if (look === 'chart') query.set('as', look);
  return query.toString();
}

/** Of another fact, or both; figures keep their meaning where they have one there. */
export function withFact(view: CubeView, fact: FactName): CubeView {
  const measures = view.measures.map((name) => {
    const figure = figureOf(name, view.fact);
    const isShared = (catalogue.measures.get(figure?.measure ?? '')?.facts.length ?? 0) > 1;
    return figure && fact === 'both' && isShared ? `${figure.fact}.${figure.measure}` : (figure?.measure ?? name);
  });
  return fitting({ ...view, fact, measures });
}

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
    return figureOf(field, view.fact) !== undefined;
  }
  const isNew = !view.rows.includes(field) && !view.columns.includes(field);
  return dimensionOf(field) !== undefined && (!isNew || view.rows.length + view.columns.length < maxDimensions());
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

/** A condition on a member. */
export function conditionOn(dimension: string, sign: '=' | '<>', member: Member): string {
  if (member === null) {
    return `${dimension} is ${sign === '=' ? 'unknown' : 'known'}`;
  }
  const value = typeof member === 'string' ? `'${member.replaceAll("'", "''")}'` : String(member);
  return `${dimension} ${sign} ${value}`;
}
