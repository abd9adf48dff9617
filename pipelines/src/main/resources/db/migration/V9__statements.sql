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
        + fees_minor + interest_minor)
);
CREATE INDEX statement_by_period_end ON books.statement (period_end);
COMMENT ON TABLE books.statement IS 'Statements, each as it was issued.';
COMMENT ON COLUMN books.statement.issue IS
    '1 for the first of the cycle, one more for each that corrects the one before; the newest holds.';
COMMENT ON COLUMN books.statement.closing_difference_minor IS
    'Balance after the cycle less that of the issue before, minor units.';
COMMENT ON COLUMN books.statement.document_digest IS
    'SHA-256 of all that the statement tells here, by which one that comes again is known.';

CREATE TABLE books.statement_line (
    statement_id bigint NOT NULL REFERENCES books.statement,
    line_number integer NOT NULL CHECK (line_number > 0),
    kind text NOT NULL CHECK (kind IN
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'PAYMENT', 'LATE_FEE', 'INTEREST')),
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
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'PAYMENT', 'LATE_FEE', 'INTEREST')),
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

CREATE VIEW books.newest_statement AS
    SELECT DISTINCT ON (s.card_id, s.currency, s.period_end) c.card_token, s.*
    FROM books.statement s JOIN books.card c USING (card_id)
    ORDER BY s.card_id, s.currency, s.period_end, s.issue DESC;
COMMENT ON VIEW books.newest_statement IS 'Of each cycle the statement that holds.';

CREATE TYPE books.statement_part AS (
    card_token text, currency text, last_four text, cardholder text, period_start date,
    period_end date, issue integer, due_date date, terms_version text,
    opening_balance_minor bigint, purchases_minor bigint, credits_minor bigint, fees_minor bigint,
    interest_minor bigint, closing_balance_minor bigint, closing_difference_minor bigint,
    minimum_payment_minor bigint, past_due_minor bigint, interest_balance_minor bigint,
    fees_year_to_date_minor bigint, interest_year_to_date_minor bigint, purchase_count integer,
    credit_count integer);

CREATE TYPE books.statement_line_part AS (
    line_number integer, kind text, transaction_id text, transaction_date date, posting_date date,
    is_late boolean, event_time timestamptz, description text, category text, amount_minor bigint);

CREATE TYPE books.ledger_entry_part AS (
    kind text, transaction_id text, posting_date date, ledger_account text, amount_minor bigint);

-- A statement that can't be stored must not be put aside: it was sent, or is about to be. So whatever
-- is wrong with it ends the call, under a code that the door does not catch.
CREATE PROCEDURE books.store_statement(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.statement_part :=
        jsonb_populate_record(NULL::books.statement_part, document -> 'statement');
    digest text := encode(sha256(convert_to(document::text, 'UTF8')), 'hex');
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
    stored text;
    error_message text;
BEGIN
    INSERT INTO books.statement (card_id, currency, period_start, period_end, issue, due_date,
            last_four, cardholder, terms_version, opening_balance_minor, purchases_minor,
            credits_minor, fees_minor, interest_minor, closing_balance_minor,
            closing_difference_minor, minimum_payment_minor, past_due_minor,
            interest_balance_minor, fees_year_to_date_minor, interest_year_to_date_minor,
            purchase_count, credit_count, document_digest)
        VALUES (its_card, told.currency, told.period_start, told.period_end, told.issue,
            told.due_date, told.last_four, told.cardholder, told.terms_version,
            told.opening_balance_minor, told.purchases_minor, told.credits_minor, told.fees_minor,
            told.interest_minor, told.closing_balance_minor, told.closing_difference_minor,
            told.minimum_payment_minor, told.past_due_minor, told.interest_balance_minor,
            told.fees_year_to_date_minor, told.interest_year_to_date_minor, told.purchase_count,
            told.credit_count, digest)
        ON CONFLICT (card_id, currency, period_end, issue) DO NOTHING
        RETURNING statement_id INTO made;
    IF made IS NULL THEN
        SELECT s.document_digest INTO stored FROM books.statement s
            WHERE s.card_id = its_card AND s.currency = told.currency
            AND s.period_end = told.period_end AND s.issue = told.issue;
        IF stored <> digest THEN
            RAISE EXCEPTION 'another statement of this cycle is stored as issue %', told.issue
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN;
    END IF;
    IF told.issue > 1 AND NOT EXISTS (SELECT FROM books.statement s
            WHERE s.card_id = its_card AND s.currency = told.currency
            AND s.period_end = told.period_end AND s.issue = told.issue - 1) THEN
        RAISE EXCEPTION 'issue %, which it corrects, is not stored', told.issue - 1
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO books.statement_line (statement_id, line_number, kind, transaction_key,
            transaction_date, posting_date, is_late, event_time, description, category,
            amount_minor)
        SELECT made, l.line_number, l.kind, l.transaction_id, l.transaction_date, l.posting_date,
            l.is_late, l.event_time, l.description, l.category, l.amount_minor
        FROM jsonb_populate_recordset(NULL::books.statement_line_part, document -> 'lines') l;
    INSERT INTO books.ledger_entry (statement_id, entry_number, kind, transaction_key,
            posting_date, ledger_account, amount_minor)
        SELECT made, row_number() OVER (), e.kind, e.transaction_id, e.posting_date,
            e.ledger_account, e.amount_minor
        FROM jsonb_populate_recordset(NULL::books.ledger_entry_part, document -> 'entries') e;
    IF (SELECT coalesce(sum(e.amount_minor), 0) FROM books.ledger_entry e
            WHERE e.statement_id = made) <> 0 THEN
        RAISE EXCEPTION 'its ledger entries don''t sum to zero'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS error_message = MESSAGE_TEXT;
    RAISE EXCEPTION 'statement of card %, %, cycle to %: %', told.card_token, told.currency,
        told.period_end, error_message USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

-- The door and the account as before, with the new kind.
CREATE OR REPLACE PROCEDURE books.store(kind text, document text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = books, pg_temp AS $$
DECLARE
    parsed jsonb;
    error_code text;
    error_message text;
BEGIN
    parsed := document::jsonb;
    CASE kind
        WHEN 'CARD_UPDATE' THEN CALL books.store_card_update(parsed);
        WHEN 'AUTHORIZATION' THEN CALL books.store_authorization(parsed);
        WHEN 'PURCHASE' THEN CALL books.store_purchase(parsed);
        WHEN 'REVERSAL' THEN CALL books.store_reversal(parsed);
        WHEN 'REFUND' THEN CALL books.store_refund(parsed);
        WHEN 'CHARGEBACK' THEN CALL books.store_chargeback(parsed);
        WHEN 'PAYMENT' THEN CALL books.store_payment(parsed);
        WHEN 'EXCEPTION' THEN CALL books.store_exception(parsed);
        WHEN 'FRAUD_FINDING' THEN CALL books.store_fraud_finding(parsed);
        WHEN 'STATEMENT' THEN CALL books.store_statement(parsed);
        ELSE RAISE EXCEPTION 'no kind of event is called %', kind
            USING ERRCODE = 'invalid_parameter_value';
    END CASE;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    IF kind = 'STATEMENT' THEN
        RAISE;
    END IF;
    GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error_message = MESSAGE_TEXT;
    INSERT INTO books.refused_document
        (kind, document_digest, document, error_code, error_message)
        VALUES (kind, encode(sha256(convert_to(document, 'UTF8')), 'hex'), document,
            error_code, error_message)
        ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE VIEW books.row_count (table_name, row_count) AS
    SELECT 'card', count(*) FROM books.card
    UNION ALL SELECT 'card_update', count(*) FROM books.card_update
    UNION ALL SELECT 'credit_limit', count(*) FROM books.credit_limit
    UNION ALL SELECT 'cardholder', count(*) FROM books.cardholder
    UNION ALL SELECT 'address', count(*) FROM books.address
    UNION ALL SELECT 'city', count(*) FROM books.city
    UNION ALL SELECT 'category', count(*) FROM books.category
    UNION ALL SELECT 'merchant', count(*) FROM books.merchant
    UNION ALL SELECT 'place', count(*) FROM books.place
    UNION ALL SELECT 'authorization_request', count(*) FROM books.authorization_request
    UNION ALL SELECT 'authorization_decision', count(*) FROM books.authorization_decision
    UNION ALL SELECT 'authorization_reason', count(*) FROM books.authorization_reason
    UNION ALL SELECT 'purchase', count(*) FROM books.purchase
    UNION ALL SELECT 'purchase_item', count(*) FROM books.purchase_item
    UNION ALL SELECT 'refund', count(*) FROM books.refund
    UNION ALL SELECT 'payment', count(*) FROM books.payment
    UNION ALL SELECT 'reversal', count(*) FROM books.reversal
    UNION ALL SELECT 'chargeback', count(*) FROM books.chargeback
    UNION ALL SELECT 'transaction_exception', count(*) FROM books.transaction_exception
    UNION ALL SELECT 'fraud_finding', count(*) FROM books.fraud_finding
    UNION ALL SELECT 'refused_document', count(*) FROM books.refused_document
    UNION ALL SELECT 'statement', count(*) FROM books.statement
    UNION ALL SELECT 'statement_line', count(*) FROM books.statement_line
    UNION ALL SELECT 'ledger_entry', count(*) FROM books.ledger_entry;

REVOKE ALL ON PROCEDURE books.store_statement(jsonb) FROM PUBLIC;
DO $$
BEGIN
    IF to_regrole('cardbeam_reader') IS NOT NULL THEN
        GRANT SELECT ON books.statement, books.statement_line, books.ledger_entry,
            books.newest_statement TO cardbeam_reader;
    END IF;
END $$;
