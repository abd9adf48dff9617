// A cell as the address holds it, and the question for the rows that it is made of.
import { figureOf } from './catalogue.svelte';
import { memberText, type Member } from './pivot';
import { conditionOn, type CubeView } from './view';

/** Members of the row and of the column, none where it is a total, and the figure's name. */
export interface Cell {
  path: Member[];
  members: Member[];
  figure: string;
}

export const cellText = (cell: Cell): string => JSON.stringify([cell.path, cell.members, cell.figure]);

/** The cell of an address; null if it is none of this view. */
export function cellOf(text: string, view: CubeView): Cell | null {
  try {
    const [path, members, figure] = JSON.parse(text) as unknown[];
    const fits =
      Array.isArray(path) && path.length <= view.rows.length &&
      Array.isArray(members) && (members.length === 0 || members.length === view.columns.length) &&
      typeof figure === 'string' && view.measures.includes(figure);
    return fits ? { path: path as Member[], members: members as Member[], figure } : null;
  } catch {
    return null;
  }
}

/** The query of its rows. */
export function rowsQuery(view: CubeView, cell: Cell): string {
  const figure = figureOf(cell.figure, view.fact);
  const query = new URLSearchParams({ fact: figure?.fact ?? 'authorization', measure: figure?.measure ?? 'count' });
  const conditions = [
    ...view.where,
    ...cell.path.map((member, i) => conditionOn(view.rows[i] ?? '', '=', member)),
    ...cell.members.map((member, i) => conditionOn(view.columns[i] ?? '', '=', member)),
  ];
  conditions.forEach((condition) => query.append('where', condition));
  return query.toString();
}

/** Which cell it is, in words. */
export const cellName = (cell: Cell): string =>
  [...cell.path, ...cell.members].map(memberText).join(', ') || 'Total';
