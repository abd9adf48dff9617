// What the server says of a cardholder's own cards, and how it is put in words.
import { lastFour, money, words } from '../../lib/format';
import { router } from '../../lib/router.svelte';

export interface CardSummary {
  card_token: string;
  last_four: string;
  status: string;
}

export interface Account {
  currency: string;
  balance: string;
  pending: string;
  pending_credits: string;
  held: string;
  limit?: string;
  available?: string;
}

export interface Holder {
  first_name: string;
  last_name: string;
  street: string;
  city: string;
  state: string;
  postal_code: string;
  country: string;
  birth_date?: string;
  occupation?: string;
}

export interface Card extends CardSummary {
  cardholder?: Holder;
  accounts: Account[];
  next_statement: string;
}

export interface Transaction {
  id: string;
  kind: string;
  state: 'held' | 'pending' | 'posted';
  time: string;
  amount: string;
  effect: string;
  currency: string;
  merchant: string;
  category: string;
  method: string;
  posts_at?: string;
  given_back?: string;
  dispute_count?: number;
  dispute_open?: boolean;
  disputable?: string;
}

export interface Declined {
  request_id: string;
  time: string;
  can_be_answered: boolean;
  amount: string;
  currency: string;
  outcome: 'REFERRED' | 'DECLINED';
  merchant: string;
  category: string;
  city: string;
  state: string;
  reasons: string[];
  answer?: { mine: boolean; time: string };
}

export interface Dispute {
  dispute_id: string;
  purchase_id: string;
  purchased_at?: string;
  purchase_amount?: string;
  merchant: string;
  category: string;
  amount: string;
  currency: string;
  reason: string;
  state: string;
  why_not?: string;
  steps: { step: string; time: string; amount: string }[];
}

export interface Statement {
  statement_id: string;
  currency: string;
  period_start: string;
  period_end: string;
  due_date: string;
  issue: number;
  opening_balance: string;
  purchases: string;
  credits: string;
  returned_payments: string;
  disputes: string;
  fees: string;
  interest: string;
  closing_balance: string;
  minimum_payment: string;
  past_due: string;
  has_pdf: boolean;
}

export interface StatementLine {
  kind: string;
  transaction_date: string;
  posting_date: string;
  description: string;
  category: string;
  amount: string;
}

export interface Month {
  month: string;
  purchases: string;
  given_back: string;
  spent: string;
}

export interface Spent {
  months: Month[];
  usual?: string;
}

export interface Spending {
  currency: string;
  currencies: string[];
  month: string;
  until: string;
  compared_months: number;
  total: Spent;
  categories: (Spent & { category: string })[];
  complete: boolean;
}

export const pathOf = (card: CardSummary): string => `/v1/me/cards/${encodeURIComponent(card.card_token)}`;

/** The address of a view of the card that is shown. */
export function linkTo(view: string, more: Record<string, string> = {}): string {
  const card = router.get('card');
  const query = new URLSearchParams({ ...(card && { card }), ...(view && { view }), ...more });
  return query.size > 0 ? `/me?${query}` : '/me';
}

/** grocery_pos as Grocery, shopping_net as Shopping online. */
export const categoryName = (code: string): string => (code === '' ? 'No category' : words(code.replace(/_pos$/, '').replace(/_net$/, '_online')));

const KINDS: Record<string, string> = {
  PURCHASE: 'Purchase',
  HOLD: 'Held by the shop',
  REFUND: 'Refund',
  PAYMENT: 'Payment',
  PAYMENT_RETURNED: 'Returned payment',
  CHARGEBACK: 'Credit for a dispute',
  CHARGEBACK_UPHELD: 'Dispute decided for you',
  CHARGEBACK_REJECTED: 'Credit for a dispute taken back',
  LATE_FEE: 'Late fee',
  INTEREST: 'Interest',
};

export const kindName = (kind: string): string => KINDS[kind] ?? words(kind);

export const cardName = (card: CardSummary): string =>
  lastFour(card.last_four) + (card.status === 'ACTIVE' ? '' : `, ${card.status.toLowerCase()}`);

/** What is credited has a minus, as on the statement. */
export const signed = (row: Transaction): string =>
  row.effect.startsWith('-') ? `−${money(row.amount, row.currency)}` : money(row.amount, row.currency);

/** -12.50 as −12.50 USD. */
export const figure = (amount: string, currency: string): string =>
  amount.startsWith('-') ? `−${money(amount.slice(1), currency)}` : money(amount, currency);

export const isZero = (amount: string): boolean => /^-?0+(\.0+)?$/.test(amount);

/** 2026-03 as March 2026. */
export const monthName = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** 2026-03 as Mar. */
export const monthShort = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' });
