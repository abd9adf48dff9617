// Lines that came since a list was read, put before it; what is shown stays where it is.
import { call } from '../../lib/api';
import type { Pages } from '../../lib/loaded.svelte';
import type { Line } from './weblogs';

const name = (line: Line): string => `${line.time} ${line.file} ${line.line}`;

/** More than a page at once means that the list begins again. */
export async function fresh(pages: Pages<Line>, path: string): Promise<void> {
  const shown = pages.items;
  if (!shown || pages.busy || pages.problem) {
    return;
  }
  try {
    const page = await call<{ lines: Line[] }>('GET', path);
    if (pages.items !== shown) {
      return;
    }
    const known = new Set(shown.map(name));
    const more = page.lines.filter((line) => !known.has(name(line)));
    if (more.length > 0 && more.length < page.lines.length) {
      pages.items = [...more, ...shown];
    } else if (more.length > 0) {
      await pages.ask(path);
    }
  } catch {
    // The figures above say what is wrong; the next try is soon.
  }
}
