-- The entry points of writers, what readers see, and who may do which. A new table is one more in row_count,
-- unless it only adds up others, and is granted to readers as this is applied again.

-- An entry point knows what to do with an event that breaks a rule, and no kind by name: a new kind is one
-- more in store_kind.
CREATE OR REPLACE PROCEDURE books.store_kind(kind text, parsed jsonb) LANGUAGE plpgsql AS $$
BEGIN
    CASE kind
        WHEN 'CARD_UPDATE' THEN CALL books.store_card_update(parsed);
        WHEN 'AUTHORIZATION' THEN CALL books.store_authorization(parsed);
        WHEN 'PURCHASE', 'REVERSAL', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_RESOLUTION', 'PAYMENT',
            'PAYMENT_RETURNED' THEN
            CALL books.store_transaction(kind, parsed);
        WHEN 'EXCEPTION' THEN CALL books.store_exception(parsed);
        WHEN 'FRAUD_FINDING' THEN CALL books.store_fraud_finding(parsed);
        WHEN 'CONFLICT' THEN CALL books.store_conflict(parsed);
        WHEN 'STATEMENT' THEN CALL books.store_statement(parsed);
        WHEN 'LEDGER_TRANSFER' THEN CALL books.store_ledger_transfers(ARRAY[parsed]);
        ELSE RAISE EXCEPTION 'no kind of event is called %', kind
            USING ERRCODE = 'invalid_parameter_value';
    END CASE;
END $$;

-- One event.
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
COMMENT ON PROCEDURE books.store IS 'Stores one event: its kind, and its document as JSON.';

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
    UNION ALL SELECT 'returned_payment', count(*) FROM books.returned_payment
    UNION ALL SELECT 'reversal', count(*) FROM books.reversal
    UNION ALL SELECT 'chargeback', count(*) FROM books.chargeback
    UNION ALL SELECT 'chargeback_resolution', count(*) FROM books.chargeback_resolution
    UNION ALL SELECT 'transaction_exception', count(*) FROM books.transaction_exception
    UNION ALL SELECT 'fraud_finding', count(*) FROM books.fraud_finding
    UNION ALL SELECT 'refused_document', count(*) FROM books.refused_document
    UNION ALL SELECT 'statement', count(*) FROM books.statement
    UNION ALL SELECT 'statement_line', count(*) FROM books.statement_line
    UNION ALL SELECT 'ledger_entry', count(*) FROM books.ledger_entry
    UNION ALL SELECT 'ledger_transfer', count(*) FROM books.ledger_transfer;
COMMENT ON VIEW books.row_count IS 'Rows per table, for the account of a run.';

CREATE OR REPLACE VIEW books.label AS
    SELECT r.authorization_id, r.card_id, r.event_time AS request_time, f.event_time,
        'FINDING' AS kind, f.verdict = 'FRAUD' AS is_fraud, f.stored_by
    FROM books.authorization_request r
    JOIN books.fraud_finding f USING (request_key, card_id)
    UNION ALL
    SELECT r.authorization_id, r.card_id, r.event_time, t.event_time, 'CHARGEBACK', true, t.stored_by
    FROM books.authorization_request r
    JOIN books.chargeback c ON c.request_key = r.request_key AND c.card_id = r.card_id
    JOIN books.card_transaction t ON t.transaction_id = c.transaction_id
    UNION ALL
    SELECT r.authorization_id, r.card_id, r.event_time, t.event_time, 'RESOLUTION',
        e.outcome = 'UPHELD', t.stored_by
    FROM books.authorization_request r
    JOIN books.chargeback_resolution e ON e.request_key = r.request_key AND e.card_id = r.card_id
    JOIN books.card_transaction t ON t.transaction_id = e.transaction_id;
COMMENT ON VIEW books.label IS
    'What each finding, chargeback and resolution that names a stored request says that it was. One of'
    ' another card than the request''s is on none.';

-- The rule of the class HeldLabel. Card and time of the request are in DISTINCT ON so that a condition on
-- them reaches the tables; they follow from the request.
CREATE OR REPLACE VIEW books.authorization_label AS
    SELECT DISTINCT ON (authorization_id, card_id, request_time)
        authorization_id, card_id, request_time, is_fraud
    FROM books.label
    ORDER BY authorization_id, card_id, request_time,
        event_time DESC, kind COLLATE "C" DESC, is_fraud DESC;
COMMENT ON VIEW books.authorization_label IS
    'Which label holds of each request that has any: the latest by event time; at one instant a'
    ' resolution over a finding over a chargeback, and of one kind fraud. Ask for single requests by'
    ' a scalar subquery, for many by a condition on authorization_id, card_id or request_time.';

CREATE OR REPLACE VIEW books.newest_statement AS
    SELECT DISTINCT ON (s.card_id, s.currency, s.period_end) c.card_token, s.*
    FROM books.statement s JOIN books.card c USING (card_id)
    ORDER BY s.card_id, s.currency, s.period_end, s.issue DESC;
COMMENT ON VIEW books.newest_statement IS 'Of each cycle the statement that holds.';

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
DO $$
BEGIN
    IF to_regrole('cardbeam_writer') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA books TO cardbeam_writer;
        GRANT EXECUTE ON PROCEDURE books.store(text, text), books.store_all(text[], text[])
            TO cardbeam_writer;
    END IF;
    IF to_regrole('cardbeam_reader') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA books TO cardbeam_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA books TO cardbeam_reader;
    END IF;
END $$;
