-- Statements as they were issued. None is ever changed: where one turns out to be wrong, another issue
-- of the same cycle stands beside it. What a line says is what was printed, so it is text and no
-- reference.

CREATE TABLE books.statement (
    statement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_id bigint NOT NULL REFERENCES books.card,
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    period_start date NOT NULL,
    period_end date NOT NULL CHECK (period_end > period_start),
    issue integer NOT NULL CHECK (issue > 0),
    due_date date NOT NULL CHECK (due_date > period_end),
    last_four text NOT NULL,
    cardholder text NOT NULL,
    terms_version text NOT NULL,
    opening_balance_minor bigint NOT NULL,
    purchases_minor bigint NOT NULL CHECK (purchases_minor >= 0),
    credits_minor bigint NOT NULL CHECK (credits_minor >= 0),
    disputes_minor bigint NOT NULL CHECK (disputes_minor >= 0),
    fees_minor bigint NOT NULL CHECK (fees_minor >= 0),
    interest_minor bigint NOT NULL CHECK (interest_minor >= 0),
    closing_balance_minor bigint NOT NULL,
    closing_difference_minor bigint NOT NULL CHECK (issue > 1 OR closing_difference_minor = 0),
    minimum_payment_minor bigint NOT NULL CHECK (minimum_payment_minor >= 0),
    past_due_minor bigint NOT NULL CHECK (past_due_minor >= 0),
    interest_balance_minor bigint NOT NULL,
    fees_year_to_date_minor bigint NOT NULL,
    interest_year_to_date_minor bigint NOT NULL,
    purchase_count integer NOT NULL CHECK (purchase_count >= 0),
    credit_count integer NOT NULL CHECK (credit_count >= 0),
    document_digest text NOT NULL,
    UNIQUE (card_id, currency, period_end, issue),
    CHECK (closing_balance_minor = opening_balance_minor + purchases_minor - credits_minor
        + disputes_minor + fees_minor + interest_minor)
);
CREATE INDEX statement_by_period_end ON books.statement (period_end);
COMMENT ON TABLE books.statement IS 'Statements, each as it was issued.';
COMMENT ON COLUMN books.statement.issue IS
    '1 for the first of the cycle, one more for each that corrects the one before; the newest holds.';
COMMENT ON COLUMN books.statement.disputes_minor IS
    'Credits of disputes that were taken back, minor units.';
COMMENT ON COLUMN books.statement.closing_difference_minor IS
    'Balance after the cycle less that of the issue before, minor units.';
COMMENT ON COLUMN books.statement.document_digest IS
    'SHA-256 of all that the statement tells here, by which one that comes again is known.';

CREATE TABLE books.statement_line (
    statement_id bigint NOT NULL REFERENCES books.statement,
    line_number integer NOT NULL CHECK (line_number > 0),
    kind text NOT NULL CHECK (kind IN
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED', 'PAYMENT',
         'LATE_FEE', 'INTEREST')),
    transaction_key text NOT NULL,
    transaction_date date NOT NULL,
    posting_date date NOT NULL CHECK (posting_date >= transaction_date),
    is_late boolean NOT NULL,
    event_time timestamptz NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (statement_id, line_number)
);
CREATE INDEX statement_line_by_transaction ON books.statement_line (transaction_key);
COMMENT ON TABLE books.statement_line IS 'Lines of statements, as they were printed.';
COMMENT ON COLUMN books.statement_line.transaction_key IS
    'Key of the transaction among those of its kind; the day of a fee or of interest.';

CREATE TABLE books.ledger_entry (
    statement_id bigint NOT NULL REFERENCES books.statement,
    entry_number integer NOT NULL CHECK (entry_number > 0),
    kind text NOT NULL CHECK (kind IN
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED', 'PAYMENT',
         'LATE_FEE', 'INTEREST')),
    transaction_key text NOT NULL,
    posting_date date NOT NULL,
    ledger_account text NOT NULL CHECK (ledger_account IN
        ('CARDHOLDER', 'SETTLEMENT', 'DISPUTES', 'CASH', 'FEE_INCOME', 'INTEREST_INCOME')),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    PRIMARY KEY (statement_id, entry_number)
);
COMMENT ON TABLE books.ledger_entry IS
    'Both sides of each booking; those of a statement, and so all, sum to zero. A correction books the'
    ' difference alone.';
COMMENT ON COLUMN books.ledger_entry.statement_id IS 'Statement that brought it.';
COMMENT ON COLUMN books.ledger_entry.amount_minor IS 'Debit above 0, credit below 0, minor units.';
