// Cases as the server has them, and what can be done to them.
import { call } from '../../lib/api';
import type { Outcome } from '../../lib/live.svelte';

export type CaseStatus = 'OPEN' | 'IN_PROGRESS' | 'SNOOZED' | 'CLOSED_FRAUD' | 'CLOSED_GENUINE';

export type Verdict = 'FRAUD' | 'GENUINE';

export interface CaseAlert {
  alert_id: string;
  time: string;
  outcome: Outcome;
  fraud_probability: number;
  amount: string;
  currency: string;
  merchant_id: string;
  merchant: string;
  category: string;
  city: string;
  state: string;
  verdict: Verdict | null;
  reasons: { code: string; text: string }[];
}

export interface CaseSummary {
  case_id: number;
  card_token: string;
  last_four: string;
  status: CaseStatus;
  snoozed_until: string | null;
  assignee: string | null;
  version: number;
  opened_at: string;
  closed_at: string | null;
  alerts: number;
  labelled_fraud: number;
  labelled_genuine: number;
  highest_probability: number;
  newest: CaseAlert;
}

export interface Change {
  version: number;
  time: string;
  actor: string;
  act: string;
  detail: string;
}

export interface Whole {
  case: CaseSummary;
  alerts: CaseAlert[];
  notes: { author: string; time: string; text: string }[];
  changes: Change[];
  analysts: string[];
  unsent: number;
}

export interface Around {
  request_id: string;
  time: string;
  amount: string;
  currency: string;
  merchant: string;
  category: string;
  city: string;
  state: string;
  outcome: Outcome;
  fraud_probability: number;
  verdict: Verdict | null;
}

export interface Usual {
  days: number;
  requests: number;
  categories: { category: string; requests: number; median: string; high: string; currency: string }[];
  hours: number[];
  places: { city: string; state: string; requests: number }[];
}

export interface Story {
  alert: CaseAlert;
  card: { card_token: string; status: string; city: string; state: string; credit_limit?: string; currency?: string };
  usual: Usual;
  requests: Around[];
  merchant: {
    merchant_id: string;
    merchant: string;
    requests: { requests: number; fraud_by_label: number; genuine_by_label: number; fraud_by_model: number; complete: boolean };
    alerts: number;
    cards: number;
    decided: number;
    confirmed: number;
    others: { case_id: number; status: CaseStatus; last_four: string; time: string; outcome: Outcome; amount: string; currency: string }[];
  };
  rules: {
    known: boolean;
    merchant_blocked: boolean | null;
    rules: { rule_id: string; version: number; action: string; when: string }[];
    lists: { list: string; listed: boolean; from: string; until: string | null; note: string }[];
  };
}

export interface CaseFigures {
  ages: { status: CaseStatus; cases: number; oldest_seconds: number; median_seconds: number }[];
  precision: { week: string; outcome: Outcome; decided: number; confirmed: number }[];
}

const STATUS_WORDS: Record<CaseStatus, string> = {
  OPEN: 'Open',
  IN_PROGRESS: 'In progress',
  SNOOZED: 'Snoozed',
  CLOSED_FRAUD: 'Closed: fraud',
  CLOSED_GENUINE: 'Closed: genuine',
};

export const statusWords = (status: CaseStatus): string => STATUS_WORDS[status];
export const isClosed = (one: CaseSummary): boolean => one.closed_at !== null;

/** How many of its alerts have no label. */
export const openAlerts = (one: CaseSummary): number => one.alerts - one.labelled_fraud - one.labelled_genuine;

/** Something to do to a case. */
export interface Wanted {
  act: 'ASSIGN' | 'START' | 'REOPEN' | 'SNOOZE' | 'CONFIRM_FRAUD' | 'CLEAR' | 'BLOCK_CARD' | 'UNBLOCK_CARD' | 'BLOCK_MERCHANT' | 'UNBLOCK_MERCHANT';
  assignee?: string;
  hours?: number;
  merchant_id?: string;
  /** What people call it; is not sent. */
  merchant?: string;
  /** Those that are labelled; left out, the rest of the case. */
  alert_ids?: string[];
}

/** Most alerts that one act can name. */
export const MOST_CHOSEN = 50;

/** What can still be done to a closed case. */
const OF_CLOSED: Wanted['act'][] = ['REOPEN', 'BLOCK_CARD', 'UNBLOCK_CARD', 'BLOCK_MERCHANT', 'UNBLOCK_MERCHANT'];

export const isPossible = (one: CaseSummary, wanted: Wanted | 'snooze'): boolean =>
  !isClosed(one) || (wanted !== 'snooze' && OF_CLOSED.includes(wanted.act));

/** Whether a block, or its end, is known to the books and lists by now; true of other acts. */
export function hasArrived({ act: name, merchant_id: merchant }: Wanted, { card, alert, rules }: Story): boolean {
  switch (name) {
    case 'BLOCK_CARD':
      return card.status === 'BLOCKED';
    case 'UNBLOCK_CARD':
      return card.status === 'ACTIVE';
    case 'BLOCK_MERCHANT':
    case 'UNBLOCK_MERCHANT':
      return alert.merchant_id !== merchant || rules.merchant_blocked === (name === 'BLOCK_MERCHANT');
    default:
      return true;
  }
}

/** Does it to the version that was seen; refused with 409 where the case was changed since. */
export const act = (one: CaseSummary, wanted: Wanted): Promise<CaseSummary> =>
  call<CaseSummary>('POST', `/v1/cases/${one.case_id}/acts`, { body: { version: one.version, ...wanted, merchant: undefined } });

export const readCase = (id: string | number): Promise<Whole> => call<Whole>('GET', `/v1/cases/${id}`);

/** What the stream and people did, in words; the case's alerts name the merchants. */
export function changeWords({ act: name, detail }: Change, alerts: CaseAlert[]): string {
  const merchant = alerts.find((alert) => alert.merchant_id === detail)?.merchant ?? detail;
  const words: Record<string, string> = {
    OPEN: 'opened by an alert',
    JOIN: 'another alert joined',
    WAKE: 'the snooze was over',
    ASSIGN: detail ? `given to ${detail}` : 'given to nobody',
    START: 'taken up',
    SNOOZE: `snoozed for ${detail} h`,
    CONFIRM_FRAUD: detail,
    CLEAR: detail,
    REOPEN: 'opened again',
    BLOCK_CARD: 'card blocked',
    UNBLOCK_CARD: 'card unblocked',
    BLOCK_MERCHANT: `merchant ${merchant} blocked`,
    UNBLOCK_MERCHANT: `merchant ${merchant} taken off the block list`,
  };
  return words[name] ?? name;
}

/** 5 min, 3 h, 2 days. */
export function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) {
    return 'less than 1 min';
  }
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
