// Rows of the facts, as the server gives them.

export interface FactRow {
  /** Has more digits than a number holds. */
  key: string;
  event_time: string;
  id: string;
  outcome?: string;
  type?: string;
  amount: string;
  currency: string;
  merchant: string;
  category: string;
  card_token: string;
  last_four: string;
  fraud: boolean;
}

export interface DecisionRow extends FactRow {
  fraud_probability: number;
  channel: string;
  merchant_city: string;
  merchant_state: string;
  policy_version: string;
  model_version: string;
  reasons: string[];
}

export interface StatementLine {
  period_start: string;
  period_end: string;
  due_date: string;
  issue: number;
  line_number: number;
  posting_date: string;
  description: string;
  amount: string;
  currency: string;
}

export interface Details {
  authorization?: DecisionRow;
  transactions?: FactRow[];
  transaction?: FactRow & { posted_at: string };
  statement_lines?: StatementLine[];
}
