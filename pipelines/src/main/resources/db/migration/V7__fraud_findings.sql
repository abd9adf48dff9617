-- What was found out about requests afterwards. Each finding is a row for good: one that says genuine
-- after one that said fraud stands beside it.

CREATE TABLE books.fraud_finding (
    fraud_finding_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    finding_key text NOT NULL UNIQUE CHECK (finding_key <> ''),
    request_key text NOT NULL CHECK (request_key <> ''),
    request_time timestamptz NOT NULL,
    card_id bigint NOT NULL REFERENCES books.card,
    event_time timestamptz NOT NULL CHECK (event_time >= request_time),
    verdict text NOT NULL CHECK (verdict IN ('FRAUD', 'GENUINE')),
    source text NOT NULL CHECK (source IN ('ANALYST', 'CARDHOLDER', 'CHARGEBACK')),
    note text NOT NULL
);
CREATE INDEX fraud_finding_by_request ON books.fraud_finding (request_key);
CREATE INDEX fraud_finding_by_card ON books.fraud_finding (card_id, event_time);
COMMENT ON TABLE books.fraud_finding IS 'Findings on whether a request was fraud, as they came.';
COMMENT ON COLUMN books.fraud_finding.finding_key IS 'Key of the event.';
COMMENT ON COLUMN books.fraud_finding.request_key IS
    'Authorization that it names; no reference, as it may come before it, or there may be none.';
COMMENT ON COLUMN books.fraud_finding.request_time IS 'Time of that request, as the finding tells it.';
COMMENT ON COLUMN books.fraud_finding.card_id IS 'Card of that request, as the finding tells it.';
COMMENT ON COLUMN books.fraud_finding.event_time IS 'When the finding came.';
COMMENT ON COLUMN books.fraud_finding.note IS 'Why, in words; may be empty.';

CREATE TYPE books.finding_part AS (
    finding_id text, request_id text, request_time timestamptz, card_token text,
    event_time timestamptz, verdict text, source text, note text);

CREATE PROCEDURE books.store_fraud_finding(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.finding_part :=
        jsonb_populate_record(NULL::books.finding_part, document -> 'finding');
BEGIN
    INSERT INTO books.fraud_finding
        (finding_key, request_key, request_time, card_id, event_time, verdict, source, note)
        VALUES (told.finding_id, told.request_id, told.request_time,
            books.id_of_card(told.card_token), told.event_time, told.verdict, told.source,
            told.note)
        ON CONFLICT (finding_key) DO NOTHING;
END $$;

CREATE VIEW books.authorization_finding AS
    SELECT r.authorization_id, f.fraud_finding_id, f.event_time, f.verdict, f.source, f.note
    FROM books.fraud_finding f
    JOIN books.authorization_request r ON r.request_key = f.request_key AND r.card_id = f.card_id;
COMMENT ON VIEW books.authorization_finding IS
    'What was found on each stored request, all of it; the latest is what holds. A finding that names'
    ' another card than the request''s is on none.';

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
        ELSE RAISE EXCEPTION 'no kind of event is called %', kind
            USING ERRCODE = 'invalid_parameter_value';
    END CASE;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
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
    UNION ALL SELECT 'refused_document', count(*) FROM books.refused_document;

REVOKE ALL ON PROCEDURE books.store_fraud_finding(jsonb) FROM PUBLIC;
DO $$
BEGIN
    IF to_regrole('cardbeam_reader') IS NOT NULL THEN
        GRANT SELECT ON books.fraud_finding, books.authorization_finding TO cardbeam_reader;
    END IF;
END $$;
