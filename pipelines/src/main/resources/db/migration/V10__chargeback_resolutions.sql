-- How disputes ended: the credit that a chargeback gave for the time being stays, or is taken back.

ALTER TABLE books.card_transaction
    DROP CONSTRAINT card_transaction_transaction_type_check,
    ADD CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'REVERSAL', 'CHARGEBACK', 'CHARGEBACK_RESOLUTION'));
ALTER TABLE books.transaction_exception
    DROP CONSTRAINT transaction_exception_transaction_type_check,
    ADD CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'REVERSAL', 'CHARGEBACK', 'CHARGEBACK_RESOLUTION'));

CREATE TABLE books.chargeback_resolution (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('CHARGEBACK_RESOLUTION') STORED,
    chargeback_id bigint NOT NULL REFERENCES books.chargeback,
    outcome text NOT NULL CHECK (outcome IN ('UPHELD', 'REJECTED')),
    reason_text text NOT NULL,
    FOREIGN KEY (transaction_id, transaction_type)
        REFERENCES books.card_transaction (transaction_id, transaction_type)
);
CREATE INDEX chargeback_resolution_by_chargeback ON books.chargeback_resolution (chargeback_id);
COMMENT ON TABLE books.chargeback_resolution IS
    'How chargebacks were decided, each in whole or in parts.';
COMMENT ON COLUMN books.chargeback_resolution.outcome IS
    'UPHELD: the credit stays. REJECTED: it is owed again.';

COMMENT ON COLUMN books.card_transaction.amount_minor IS
    'Minor units, above 0; the type tells whether it is owed or given back, and of a resolution its'
    ' outcome: nothing where it is UPHELD, owed again where it is REJECTED.';

ALTER TYPE books.transaction_part ADD ATTRIBUTE outcome text;

-- The chargeback is the part of the document that is called so.
CREATE FUNCTION books.id_of_chargeback(document jsonb, part text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> part);
    disputed bigint := books.id_of_purchase(document);
    found bigint := books.new_transaction('CHARGEBACK', told);
BEGIN
    IF found IS NULL THEN
        SELECT t.transaction_id INTO STRICT found FROM books.card_transaction t
            WHERE t.transaction_type = 'CHARGEBACK' AND t.transaction_key = told.id;
        RETURN found;
    END IF;
    INSERT INTO books.chargeback (transaction_id, purchase_id, reason_text)
        VALUES (found, disputed, told.reason);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.store_chargeback(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_chargeback(document, 'transaction');
END $$;

CREATE PROCEDURE books.store_chargeback_resolution(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    decided bigint := books.id_of_chargeback(document, 'chargeback');
    made bigint := books.new_transaction('CHARGEBACK_RESOLUTION', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.chargeback_resolution
            (transaction_id, chargeback_id, outcome, reason_text)
            VALUES (made, decided, told.outcome, told.reason);
    END IF;
END $$;

-- Statements tell what was decided.
ALTER TABLE books.statement_line
    DROP CONSTRAINT statement_line_kind_check,
    ADD CHECK (kind IN ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD',
        'CHARGEBACK_REJECTED', 'PAYMENT', 'LATE_FEE', 'INTEREST'));
ALTER TABLE books.ledger_entry
    DROP CONSTRAINT ledger_entry_kind_check,
    ADD CHECK (kind IN ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD',
        'CHARGEBACK_REJECTED', 'PAYMENT', 'LATE_FEE', 'INTEREST'));

DO $$
DECLARE
    balance_check text;
BEGIN
    SELECT conname INTO STRICT balance_check FROM pg_constraint
        WHERE conrelid = 'books.statement'::regclass
        AND pg_get_constraintdef(oid) LIKE '%credits_minor)%';
    EXECUTE format('ALTER TABLE books.statement DROP CONSTRAINT %I', balance_check);
END $$;
ALTER TABLE books.statement
    ADD COLUMN disputes_minor bigint NOT NULL DEFAULT 0 CHECK (disputes_minor >= 0),
    ADD CHECK (closing_balance_minor = opening_balance_minor + purchases_minor - credits_minor
        + disputes_minor + fees_minor + interest_minor);
COMMENT ON COLUMN books.statement.disputes_minor IS
    'Credits of disputes that were taken back, minor units.';
ALTER TYPE books.statement_part ADD ATTRIBUTE disputes_minor bigint;

-- A view tells the columns that its table had when it was made.
DROP VIEW books.newest_statement;
CREATE VIEW books.newest_statement AS
    SELECT DISTINCT ON (s.card_id, s.currency, s.period_end) c.card_token, s.*
    FROM books.statement s JOIN books.card c USING (card_id)
    ORDER BY s.card_id, s.currency, s.period_end, s.issue DESC;
COMMENT ON VIEW books.newest_statement IS 'Of each cycle the statement that holds.';

-- As before, with what was decided. A statement that tells of no dispute has the digest that it had before.
CREATE OR REPLACE PROCEDURE books.store_statement(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.statement_part :=
        jsonb_populate_record(NULL::books.statement_part, document -> 'statement');
    digested jsonb := CASE WHEN told.disputes_minor = 0
        THEN document #- '{statement,disputes_minor}' ELSE document END;
    digest text := encode(sha256(convert_to(digested::text, 'UTF8')), 'hex');
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
    stored text;
    error_message text;
BEGIN
    INSERT INTO books.statement (card_id, currency, period_start, period_end, issue, due_date,
            last_four, cardholder, terms_version, opening_balance_minor, purchases_minor,
            credits_minor, disputes_minor, fees_minor, interest_minor, closing_balance_minor,
            closing_difference_minor, minimum_payment_minor, past_due_minor,
            interest_balance_minor, fees_year_to_date_minor, interest_year_to_date_minor,
            purchase_count, credit_count, document_digest)
        VALUES (its_card, told.currency, told.period_start, told.period_end, told.issue,
            told.due_date, told.last_four, told.cardholder, told.terms_version,
            told.opening_balance_minor, told.purchases_minor, told.credits_minor,
            told.disputes_minor, told.fees_minor,
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

-- The door knows what to do with an event that breaks a rule, and no kind by name: a new kind is one
-- more in store_kind.
CREATE PROCEDURE books.store_kind(kind text, parsed jsonb) LANGUAGE plpgsql AS $$
BEGIN
    CASE kind
        WHEN 'CARD_UPDATE' THEN CALL books.store_card_update(parsed);
        WHEN 'AUTHORIZATION' THEN CALL books.store_authorization(parsed);
        WHEN 'PURCHASE' THEN CALL books.store_purchase(parsed);
        WHEN 'REVERSAL' THEN CALL books.store_reversal(parsed);
        WHEN 'REFUND' THEN CALL books.store_refund(parsed);
        WHEN 'CHARGEBACK' THEN CALL books.store_chargeback(parsed);
        WHEN 'CHARGEBACK_RESOLUTION' THEN CALL books.store_chargeback_resolution(parsed);
        WHEN 'PAYMENT' THEN CALL books.store_payment(parsed);
        WHEN 'EXCEPTION' THEN CALL books.store_exception(parsed);
        WHEN 'FRAUD_FINDING' THEN CALL books.store_fraud_finding(parsed);
        WHEN 'STATEMENT' THEN CALL books.store_statement(parsed);
        ELSE RAISE EXCEPTION 'no kind of event is called %', kind
            USING ERRCODE = 'invalid_parameter_value';
    END CASE;
END $$;

CREATE OR REPLACE PROCEDURE books.store(kind text, document text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = books, pg_temp AS $$
DECLARE
    error_code text;
    error_message text;
BEGIN
    CALL books.store_kind(kind, document::jsonb);
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
    UNION ALL SELECT 'chargeback_resolution', count(*) FROM books.chargeback_resolution
    UNION ALL SELECT 'transaction_exception', count(*) FROM books.transaction_exception
    UNION ALL SELECT 'fraud_finding', count(*) FROM books.fraud_finding
    UNION ALL SELECT 'refused_document', count(*) FROM books.refused_document
    UNION ALL SELECT 'statement', count(*) FROM books.statement
    UNION ALL SELECT 'statement_line', count(*) FROM books.statement_line
    UNION ALL SELECT 'ledger_entry', count(*) FROM books.ledger_entry;

REVOKE ALL ON PROCEDURE books.store_kind(text, jsonb), books.store_chargeback_resolution(jsonb)
    FROM PUBLIC;
REVOKE ALL ON FUNCTION books.id_of_chargeback(jsonb, text) FROM PUBLIC;
DO $$
BEGIN
    IF to_regrole('cardbeam_reader') IS NOT NULL THEN
        GRANT SELECT ON books.chargeback_resolution, books.newest_statement TO cardbeam_reader;
    END IF;
END $$;
