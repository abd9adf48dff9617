// A finished report of web logs: the page and its hits in one file.
import { mount } from 'svelte';
import '../app.css';
import { answerBy } from '../lib/api';
import { theme } from '../lib/theme.svelte';
import { Engine } from './engine';
import { readHits, unpacked } from './hits';
import Report from './Report.svelte';

declare global {
  interface Window {
    /** Answers as GET /v1/weblogs/… of a console does: for whoever wants the numbers, and for tests. */
    cardbeam?: { ask: (path: string) => unknown };
  }
}

const target = document.getElementById('app');

async function begin(into: HTMLElement): Promise<void> {
  const data = document.getElementById('hits');
  const { hits, facts } = readHits(await unpacked(data?.textContent ?? ''));
  data?.remove(); // the text is of no use any more, and large
  const engine = new Engine(hits, facts);
  window.cardbeam = { ask: (path) => engine.ask(path) };
  answerBy((path) => engine.ask(path));
  into.replaceChildren();
  mount(Report, { target: into, props: { facts, count: hits.count, oldest: hits.times[hits.count - 1] ?? null } });
}

theme.apply();
if (target) {
  begin(target).catch((cause: unknown) => {
    target.textContent = `This report can't be shown: ${cause instanceof Error ? cause.message : String(cause)}. Write it again, or open it with a newer browser.`;
  });
}
