// The server's cells as a tree of rows under columns.
import { measureOf } from './catalogue';
import type { CubeView } from './view';

export type Member = string | number | boolean | null;
export type CellJson = Record<string, Member>;

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
  figures: Map<string, (number | null)[]>;
}

export interface Pivot {
  root: Row;
  columns: Column[];
  cells: number;
}

const TOTAL_OVER = 'total_over';
const TOTAL = 'total';

/** Puts cells in order; they come as the server sorts them, totals before their parts. */
export function pivotOf(view: CubeView, cells: CellJson[]): Pivot {
  const rows = new Map<string, Row>();
  const columns = new Map<string, Column>();
  const root = rowAt(rows, []);
  for (const cell of cells) {
    const totals = new Set(String(cell[TOTAL_OVER] ?? '').split(','));
    const path = view.rows.filter((name) => !totals.has(name)).map((name) => cell[name] ?? null);
    const column = columnOf(view, cell, totals);
    if (!columns.has(column.key)) {
      columns.set(column.key, column);
    }
    rowAt(rows, path).figures.set(column.key, view.measures.map((name) => figure(cell[name])));
  }
  return { root, columns: [...columns.values()], cells: cells.length };
}

const figure = (value: Member | undefined): number | null => (typeof value === 'number' ? value : null);

function columnOf(view: CubeView, cell: CellJson, totals: Set<string>): Column {
  const isTotal = view.columns.every((name) => totals.has(name));
  const members = isTotal ? [] : view.columns.map((name) => cell[name] ?? null);
  return { key: isTotal ? TOTAL : JSON.stringify(members), members, isTotal };
}

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
  return sort.descending ? right - left : left - right;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const amounts = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 3 });

/** A figure as people read it; a dash where there is none. */
export function figureText(measure: string, value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return '–';
  }
  switch (measureOf(measure)?.kind) {
    case 'money':
      return amounts.format(value);
    case 'share':
      return `${(value * 100).toFixed(2)} %`;
    default:
      return whole.format(value);
  }
}

/** A member as people read it. */
export function memberText(member: Member | undefined): string {
  return member === null || member === undefined || member === '' ? '(unknown)' : member === true ? 'yes' : member === false ? 'no' : String(member);
}
