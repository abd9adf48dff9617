-- The one door for writers, what readers see, and who may do which.

-- Stores one event of any kind. It runs as the schema's owner with a fixed search path: who may
-- call it needs no right on any table. An event that breaks a rule of the schema is put aside and
-- does not stop the others; errors that pass (deadlock, lost connection) reach the caller.
CREATE PROCEDURE books.store(kind text, document text)
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
COMMENT ON PROCEDURE books.store IS 'Stores one event: its kind, and its document as JSON.';

CREATE VIEW books.row_count (table_name, row_count) AS
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
    UNION ALL SELECT 'refused_document', count(*) FROM books.refused_document;
COMMENT ON VIEW books.row_count IS 'Rows per table, for the account of a run.';

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;

-- Roles to grant to an installation's own users. Whoever migrates may lack the right to make
-- roles; then an administrator makes them, or the owner writes and reads.
DO $$
DECLARE
    may_make_roles boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles
        WHERE rolname = current_user);
BEGIN
    IF may_make_roles AND to_regrole('cardbeam_writer') IS NULL THEN
        CREATE ROLE cardbeam_writer NOLOGIN;
    END IF;
    IF may_make_roles AND to_regrole('cardbeam_reader') IS NULL THEN
        CREATE ROLE cardbeam_reader NOLOGIN;
    END IF;
    IF to_regrole('cardbeam_writer') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA books TO cardbeam_writer;
        GRANT EXECUTE ON PROCEDURE books.store(text, text) TO cardbeam_writer;
    END IF;
    IF to_regrole('cardbeam_reader') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA books TO cardbeam_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA books TO cardbeam_reader;
    END IF;
END $$;
