// What the time line can show of a bar, from the bottom of its stack to the top.
import { OUTCOMES } from '../../lib/live.svelte';
import type { Series } from '../../parts/TimeLine.svelte';
import { fraudulent } from './figures';
import type { Bar, Shown } from './model.svelte';

export const LINES = [
  { value: 'outcome', text: 'Outcome' },
  { value: 'fraud', text: 'Authenticity' },
  { value: 'money', text: 'Money' },
] as const;

export type LineName = (typeof LINES)[number]['value'];

export const lineOf = (name: string): LineName => LINES.find((line) => line.value === name)?.value ?? 'outcome';

/** Currency of the largest approved amount. */
export function mainCurrency(shown: Shown): string {
  const sums = [...shown.total.amounts].sort(([, a], [, b]) => b.minor - a.minor);
  return sums[0]?.[0] ?? '';
}

export function seriesOf(line: LineName, currency: string): Series<Bar>[] {
  switch (line) {
    case 'outcome':
      return OUTCOMES.map((outcome) => ({ name: outcome, colour: `--fill-${outcome}`, value: ({ figures }) => figures[outcome] }));
    case 'fraud':
      return [
        { name: 'authentic', colour: '--fill-approved', value: ({ figures }) => figures.requests - fraudulent(figures) },
        { name: 'fraudulent by model', colour: '--fill-referred', value: ({ figures }) => figures.fraudulentByModel },
        { name: 'fraudulent by label', colour: '--fill-declined', value: ({ figures }) => figures.fraudulentByLabel },
      ];
    case 'money':
      return [
        {
          name: `approved ${currency}`,
          colour: '--fill-approved',
          value: ({ figures }) => {
            const sum = figures.amounts.get(currency);
            return sum ? sum.minor / 10 ** sum.digits : 0;
          },
        },
      ];
  }
}
