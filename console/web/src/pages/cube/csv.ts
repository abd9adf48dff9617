// The table as CSV (RFC 4180).
import { labelOf } from './catalogue.svelte';
import { memberText, type Column, type Pivot, type Row } from './pivot';
import type { CubeView } from './view';

/** Quoted where needed; what a spreadsheet would run as a formula begins with an apostrophe. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line for each row, totals too, and a column for each figure; numbers as the server gave them. */
export function csvOf(view: CubeView, pivot: Pivot, rows: Row[]): string {
  const head = [...view.rows.map(labelOf), ...pivot.columns.flatMap((column) => view.measures.map((name) => title(view, column, name)))];
  const lines = rows.map((row) => [
    ...view.rows.map((_, i) => (i < row.path.length ? field(memberText(row.path[i])) : 'Total')),
    ...pivot.columns.flatMap((column) => view.measures.map((_, i) => String(row.figures.get(column.key)?.[i] ?? ''))),
  ]);
  return [head.map(field), ...lines].map((line) => line.join(',')).join('\r\n') + '\r\n';
}

function title(view: CubeView, column: Column, measure: string): string {
  const over = view.columns.length === 0 ? [] : column.isTotal ? ['Total'] : column.members.map(memberText);
  return [...over, labelOf(measure)].join(' / ');
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
