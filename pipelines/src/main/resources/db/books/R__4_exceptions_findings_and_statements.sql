-- What is no transaction: exceptions, fraud findings and statements.
CREATE OR REPLACE PROCEDURE books.store_exception(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.exception_part :=
        jsonb_populate_record(NULL::books.exception_part, document -> 'exception');
    its_card bigint := books.id_of_card(told.card_token);
BEGIN
    PERFORM FROM books.card_transaction t
        WHERE t.transaction_key = told.transaction_id AND t.card_id = its_card
        AND t.transaction_type = told.transaction_type;
    IF NOT FOUND THEN
        INSERT INTO books.transaction_exception (transaction_type, card_id, transaction_key,
                request_key, event_time, amount_minor, currency, exception_code_id, reason_text)
            VALUES (told.transaction_type, its_card, told.transaction_id, told.authorization_id,
                told.event_time, told.amount_minor,
                told.currency, books.id_of_exception_code(told.code), told.reason)
            ON CONFLICT (transaction_key, card_id, transaction_type) DO NOTHING;
    END IF;
END $$;

CREATE OR REPLACE PROCEDURE books.store_fraud_finding(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.finding_part :=
        jsonb_populate_record(NULL::books.finding_part, document -> 'finding');
    its_card bigint := books.id_of_card(told.card_token);
    standing bigint;
BEGIN
    INSERT INTO books.fraud_finding (card_id, finding_key, request_key, request_time, event_time,
            verdict, source, note, content_fingerprint)
        VALUES (its_card, told.finding_id, told.request_id, told.request_time, told.event_time,
            told.verdict, told.source, told.note, told.content_fingerprint)
        ON CONFLICT (finding_key, card_id) DO NOTHING;
    IF NOT FOUND THEN
        SELECT f.content_fingerprint INTO STRICT standing FROM books.fraud_finding f
            WHERE f.finding_key = told.finding_id AND f.card_id = its_card;
        CALL books.compare_contents('FRAUD_FINDING', told.finding_id, told.card_token, standing,
            told.content_fingerprint, (document -> 'finding')::text);
    END IF;
END $$;

-- A statement that can't be stored must not be put aside: it was sent, or is about to be. So whatever is
-- wrong with it ends the call, under a code that the entry point does not catch. Its digest has no disputes
-- and no returned payments where there are none.
CREATE OR REPLACE PROCEDURE books.store_statement(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.statement_part :=
        jsonb_populate_record(NULL::books.statement_part, document -> 'statement');
    digested jsonb := document
        #- CASE WHEN told.disputes_minor = 0 THEN '{statement,disputes_minor}' ELSE '{}' END::text[]
        #- CASE WHEN told.returned_payments_minor = 0 THEN '{statement,returned_payments_minor}'
            ELSE '{}' END::text[];
    digest text := encode(sha256(convert_to(digested::text, 'UTF8')), 'hex');
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
    stored text;
    error_message text;
BEGIN
    INSERT INTO books.statement (card_id, currency, period_start, period_end, issue, due_date,
            last_four, cardholder, terms_version, opening_balance_minor, purchases_minor,
            credits_minor, returned_payments_minor, disputes_minor, fees_minor, interest_minor, closing_balance_minor,
            closing_difference_minor, minimum_payment_minor, past_due_minor,
            interest_balance_minor, fees_year_to_date_minor, interest_year_to_date_minor,
            purchase_count, credit_count, document_digest)
        VALUES (its_card, told.currency, told.period_start, told.period_end, told.issue,
            told.due_date, told.last_four, told.cardholder, told.terms_version,
            told.opening_balance_minor, told.purchases_minor, told.credits_minor,
            told.returned_payments_minor, told.disputes_minor, told.fees_minor,
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

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
