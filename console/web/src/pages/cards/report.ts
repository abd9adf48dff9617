// What the server finds on cards.
import type { Outcome } from '../../lib/live.svelte';

export interface FoundCard {
  card_token: string;
  last_four: string;
  status: string;
}

export interface FoundAuthorization {
  time: string;
  amount: string;
  currency: string;
  card_token: string;
  outcome: Outcome;
  request_id: string;
  merchant: string;
  category: string;
  city: string;
  state: string;
  fraud_probability: number;
  reasons: string[];
}

export interface FoundTransaction {
  time: string;
  amount: string;
  currency: string;
  card_token: string;
  merchant: string;
  type: string;
  id: string;
}

export interface CardReport {
  cards: FoundCard[];
  authorizations: FoundAuthorization[];
  transactions: FoundTransaction[];
}

/** Whether it has the form of an authorization's id. */
export const isAuthorization = (text: string): boolean => /^au_[a-z2-7]{26}$/.test(text);

/** Most rows of each kind that the server answers with. */
export const MAX_ROWS = 100;

/** The query of a look-up by what somebody typed; null if that names no card. */
export function lookUpQuery(text: string): string | null {
  if (/^[0-9]{4}$/.test(text)) {
    return new URLSearchParams({ last_four: text }).toString();
  }
  if (isAuthorization(text)) {
    return new URLSearchParams({ authorization_id: text }).toString();
  }
  return /^[A-Za-z0-9_-]{22}$/.test(text) ? new URLSearchParams({ token: text }).toString() : null;
}
