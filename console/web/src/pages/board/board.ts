// Figures by month and the rows behind each, as the server has them.
import { words } from '../../lib/format';

export const FIGURES = [
  { value: 'approved', text: 'Approved', about: 'requests' },
  { value: 'referred', text: 'Referred', about: 'requests' },
  { value: 'declined', text: 'Declined', about: 'requests' },
  { value: 'alerts', text: 'Alerts', about: 'requests that an alert was raised for when they were decided' },
  { value: 'fraud_caught', text: 'Fraud caught', about: 'requests that were not approved and turned out to be fraud' },
  { value: 'fraud_missed', text: 'Fraud missed', about: 'requests that were approved and turned out to be fraud' },
  { value: 'billed', text: 'Billed', about: 'statements, with what was charged on them' },
  { value: 'paid', text: 'Paid', about: 'payments of cardholders' },
  { value: 'exceptions', text: 'Exceptions', about: 'unposted transactions' },
] as const;

export type FigureName = (typeof FIGURES)[number]['value'];

export interface Sum {
  count: number;
  amount: string;
}

export type CurrencyFigures = { currency: string } & Record<FigureName, Sum>;

export interface Month {
  /** Such as 2026-01, UTC. */
  month: string;
  currencies: CurrencyFigures[];
}

export interface BoardJson {
  from: string;
  to: string;
  months: Month[];
}

export interface RowJson {
  time: string;
  id: string;
  card_token: string;
  last_four: string;
  amount: string;
  currency: string;
  what: string;
  detail: string;
}

/** All currencies of some months, those with most approved requests first. */
export function currenciesOf(months: Month[]): string[] {
  const counts = new Map<string, number>();
  for (const month of months) {
    for (const figures of month.currencies) {
      counts.set(figures.currency, (counts.get(figures.currency) ?? 0) + figures.approved.count);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([currency]) => currency);
}

export const figuresOf = (month: Month, currency: string): CurrencyFigures | undefined =>
  month.currencies.find((figures) => figures.currency === currency);

export const figureAt = (name: string): (typeof FIGURES)[number] | undefined =>
  FIGURES.find((figure) => figure.value === name);

/** January 2026; as it is where it is no month. */
export function monthName(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? month
    : new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
}

/** Jan; the year is beside it where it turns. */
export const monthShort = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' });

/** Where the rows of a figure are. */
export const linkTo = (month: string, figure: FigureName, currency: string): string =>
  `/board?${new URLSearchParams({ figure, month, currency })}`;

export interface Stretch {
  /** A month with figures, or the first of some without any. */
  from: Month;
  to: Month;
  figures: CurrencyFigures | undefined;
}

/** Newest first; months without figures that follow each other are one. */
export function stretches(months: Month[], currency: string): Stretch[] {
  const all: Stretch[] = [];
  for (const month of months.toReversed()) {
    const figures = figuresOf(month, currency);
    const before = all.at(-1);
    if (before && !figures && !before.figures) {
      before.from = month;
    } else {
      all.push({ from: month, to: month, figures });
    }
  }
  return all;
}

/** DECLINED as Declined; codes of exceptions as they are. */
export const whatText = (figure: FigureName, what: string): string => (figure === 'exceptions' ? what : words(what));

export const isMonth = (text: string): boolean => /^[0-9]{4}-(0[1-9]|1[0-2])$/.test(text);
