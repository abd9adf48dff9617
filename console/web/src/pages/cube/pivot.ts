// The server's cells as a tree of rows under columns.
import { figureOf, type Star } from './catalogue.svelte';
import { shown, thousandths } from './decimal';
import type { CubeView } from './view';

export type Member = string | number | boolean | null;

/** An answer: the columns, then a cell a line. Amounts are texts. */
export interface CellsJson {
  columns: { name: string; type: string }[];
  cells: Member[][];
  star: Star;
}

/** A count or share as number, an amount as text; null where there is none. */
export type Figure = number | string | null;

/** A column of the table; several figures stand in it, one for each measure. */
export interface Column {
  key: string;
  /** One for each dimension of the columns; none where it is the total over them. */
  members: Member[];
  isTotal: boolean;
}

/** A row with what it is the total of. */
export interface Row {
  key: string;
  /** Its members, the coarsest first; none for the grand total. */
  path: Member[];
  children: Row[];
  figures: Map<string, Figure[]>;
}

export interface Pivot {
  root: Row;
  columns: Column[];
  cells: number;
}

const TOTAL_OVER = 'total_over';
const TOTAL = 'total';

/** Puts cells in order; they come as the server sorts them, totals before their parts. */
export function pivotOf(view: CubeView, answer: CellsJson): Pivot {
  const places = new Map(answer.columns.map((column, i) => [column.name, i]));
  const placeOf = (name: string): number => places.get(name) ?? -1;
  const [down, across, figures] = [view.rows.map(placeOf), view.columns.map(placeOf), view.measures.map(placeOf)];
  const over = placeOf(TOTAL_OVER);
  const shapes = new Map<string, Shape>();
  const rows = new Map<string, Row>();
  const columns = new Map<string, Column>();
  const root = rowAt(rows, []);
  let row = root;
  for (const cell of answer.cells) {
    const totals = String(cell[over] ?? '');
    const shape = shapes.get(totals) ?? shapeOf(view, totals);
    shapes.set(totals, shape);
    if (!isAt(row, cell, down, shape.depth)) {
      row = rowAt(rows, down.slice(0, shape.depth).map((at) => cell[at] ?? null));
    }
    const members = shape.isTotal ? [] : across.map((at) => cell[at] ?? null);
    const key = shape.isTotal ? TOTAL : JSON.stringify(members);
    if (!columns.has(key)) {
      columns.set(key, { key, members, isTotal: shape.isTotal });
    }
    row.figures.set(key, figures.map((at) => figure(cell[at] ?? null)));
  }
  return { root, columns: [...columns.values()], cells: answer.cells.length };
}

/** What cells with the same totals have in common: how deep their row is, and whether they are over all columns. */
interface Shape {
  depth: number;
  isTotal: boolean;
}

function shapeOf(view: CubeView, text: string): Shape {
  const totals = new Set(text.split(','));
  return { depth: view.rows.filter((name) => !totals.has(name)).length, isTotal: view.columns.every((name) => totals.has(name)) };
}

/** Cells of a row follow on each other. */
const isAt = (row: Row, cell: Member[], down: number[], depth: number): boolean =>
  row.path.length === depth && row.path.every((member, i) => member === (cell[down[i] ?? -1] ?? null));

const figure = (value: Member): Figure => (typeof value === 'boolean' ? null : value);

function rowAt(rows: Map<string, Row>, path: Member[]): Row {
  const key = JSON.stringify(path);
  const known = rows.get(key);
  if (known) {
    return known;
  }
  const made: Row = { key, path, children: [], figures: new Map() };
  rows.set(key, made);
  if (path.length > 0) {
    rowAt(rows, path.slice(0, -1)).children.push(made);
  }
  return made;
}

/** By which figure rows are sorted among those of the same parent. */
export interface Sort {
  column: string;
  measure: number;
  descending: boolean;
}

/** Rows from top to bottom, without those under closed ones. */
export function inOrder(row: Row, closed: ReadonlySet<string>, sort: Sort | null): Row[] {
  if (closed.has(row.key)) {
    return [row];
  }
  const children = sort ? row.children.toSorted((a, b) => compare(a, b, sort)) : row.children;
  return [row, ...children.flatMap((child) => inOrder(child, closed, sort))];
}

function compare(a: Row, b: Row, sort: Sort): number {
  const left = a.figures.get(sort.column)?.[sort.measure] ?? null;
  const right = b.figures.get(sort.column)?.[sort.measure] ?? null;
  if (left === null || right === null) {
    return Number(left === null) - Number(right === null); // without a figure last, in either order
  }
  const order = typeof left === 'string' && typeof right === 'string' ? orderOf(thousandths(left), thousandths(right)) : Number(left) - Number(right);
  return sort.descending ? -order : order;
}

const orderOf = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A figure as people read it; a dash where there is none. */
export function figureText(view: CubeView, name: string, value: Figure | undefined): string {
  if (value === null || value === undefined) {
    return '–';
  }
  if (typeof value === 'string') {
    return shown(value);
  }
  return figureOf(name, view.fact)?.kind === 'share' ? `${(value * 100).toFixed(2)} %` : whole.format(value);
}

/** A member as people read it. */
export function memberText(member: Member | undefined): string {
  return member === null || member === undefined || member === '' ? '(unknown)' : member === true ? 'yes' : member === false ? 'no' : String(member);
}
