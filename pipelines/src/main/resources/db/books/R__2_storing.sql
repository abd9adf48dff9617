-- One procedure per kind of event. Each is one atomic step that changes nothing when it comes
-- again, and needs nothing to have been stored before: what the event refers to comes in the same
-- document and is stored if it is not there.

-- An event whose type, card and key are stored already is a copy if it says the same. If not it is put
-- aside with both fingerprints: the first, by the log of its card, stands. Who stores hands over what
-- stands and in the order of that log; this finds what came so much later that its reader had forgotten
-- the first.
CREATE OR REPLACE PROCEDURE books.compare_contents(type text, its_key text, card_token text,
    standing bigint, told bigint, content text) LANGUAGE plpgsql AS $$
BEGIN
    IF standing <> told THEN
        INSERT INTO books.refused_document
            (kind, document_digest, document, error_code, error_message)
            VALUES (type, encode(sha256(convert_to(content, 'UTF8')), 'hex'), content, 'CONFLICT',
                format('%s %s of card %s came before with another content (fingerprint %s);'
                    || ' the first stands, not this (fingerprint %s)', type, its_key, card_token,
                    lpad(to_hex(standing), 16, '0'), lpad(to_hex(told), 16, '0')))
            ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- What its reader knew to be in conflict.
CREATE OR REPLACE PROCEDURE books.store_conflict(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.conflict_part :=
        jsonb_populate_record(NULL::books.conflict_part, document -> 'conflict');
BEGIN
    CALL books.compare_contents(told.event_type, told.event_key, told.card_token,
        told.standing_fingerprint, told.fingerprint, told.content);
END $$;

CREATE OR REPLACE PROCEDURE books.store_card_update(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.card_part := jsonb_populate_record(NULL::books.card_part, document -> 'card');
    its_card bigint := books.id_of_card(told.card_token);
    this_update bigint;
    standing bigint;
    newest_update bigint;
    its_city integer;
    its_address bigint;
    its_occupation integer;
BEGIN
    INSERT INTO books.card_update (card_id, update_key, event_time, kind, content_fingerprint)
        VALUES (its_card, told.update_id, told.event_time, told.kind, told.content_fingerprint)
        ON CONFLICT (card_id, update_key) DO NOTHING RETURNING card_update_id INTO this_update;
    IF this_update IS NULL THEN
        SELECT u.content_fingerprint INTO STRICT standing FROM books.card_update u
            WHERE u.card_id = its_card AND u.update_key = told.update_id;
        CALL books.compare_contents('CARD_UPDATE', told.update_id, told.card_token, standing,
            told.content_fingerprint, document::text);
        RETURN;
    END IF;
    IF told.credit_limit_minor IS NOT NULL THEN
        INSERT INTO books.credit_limit (card_update_id, limit_minor, currency)
            VALUES (this_update, told.credit_limit_minor, told.currency);
    END IF;
    -- All of the cardholder is left out of the document where nothing is known.
    IF told.country IS NOT NULL THEN
        its_city := books.id_of_city(told.country, told.state, told.city);
        its_address := books.id_of_address(
            books.id_of_postal_area(its_city, told.postal_code),
            told.street, told.latitude, told.longitude);
    END IF;
    IF told.job IS NOT NULL THEN
        its_occupation := books.id_of_occupation(told.job);
    END IF;
    IF told.city_population IS NOT NULL THEN
        INSERT INTO books.city_population AS known (city_id, inhabitants, as_of)
            VALUES (its_city, told.city_population, told.event_time)
            ON CONFLICT (city_id) DO UPDATE
            SET inhabitants = excluded.inhabitants, as_of = excluded.as_of
            WHERE (known.as_of, known.inhabitants) < (excluded.as_of, excluded.inhabitants);
    END IF;
    -- One update of a card at a time, or an older one might not see the newer and overwrite it.
    PERFORM FROM books.card c WHERE c.card_id = its_card FOR NO KEY UPDATE;
    SELECT u.card_update_id INTO newest_update FROM books.card_update u
        WHERE u.card_id = its_card ORDER BY u.event_time DESC, u.update_key DESC LIMIT 1;
    IF newest_update <> this_update THEN
        RETURN;
    END IF;
    INSERT INTO books.card_account (card_id, newest_update_id, last_four, status, currency)
        VALUES (its_card, this_update, told.last_four, told.status, told.currency)
        ON CONFLICT (card_id) DO UPDATE
        SET newest_update_id = excluded.newest_update_id, last_four = excluded.last_four,
            status = excluded.status, currency = excluded.currency;
    IF its_address IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO books.cardholder
        (card_id, first_name, last_name, gender, birth_date, occupation_id, address_id)
        VALUES (its_card, told.first_name, told.last_name, told.gender, told.birth_date,
            its_occupation, its_address)
        ON CONFLICT (card_id) DO UPDATE
        SET first_name = excluded.first_name, last_name = excluded.last_name,
            gender = excluded.gender, birth_date = excluded.birth_date,
            occupation_id = excluded.occupation_id, address_id = excluded.address_id;
END $$;

-- Request, decision and reasons are stored in one step: if the request is there, all are.
CREATE OR REPLACE FUNCTION books.id_of_authorization(document jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    told books.authorization_part :=
        jsonb_populate_record(NULL::books.authorization_part, document -> 'authorization');
    its_card bigint := books.id_of_card(told.card_token);
    found bigint;
BEGIN
    SELECT r.authorization_id INTO found FROM books.authorization_request r
        WHERE r.request_key = told.request_id AND r.card_id = its_card;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.authorization_request (card_id, request_key, event_time, amount_minor,
            currency, merchant_name_id, category_id, channel, place_id, content_fingerprint)
        VALUES (its_card, told.request_id, told.event_time, told.amount_minor, told.currency,
            books.id_of_merchant_name(books.id_of_merchant(told.merchant_id), told.merchant_name),
            books.id_of_category(told.category), told.channel,
            books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                told.merchant_state, told.merchant_city),
            told.content_fingerprint)
        ON CONFLICT (request_key, card_id) DO NOTHING RETURNING authorization_id INTO found;
    IF found IS NULL THEN
        SELECT r.authorization_id INTO STRICT found FROM books.authorization_request r
            WHERE r.request_key = told.request_id AND r.card_id = its_card;
        RETURN found;
    END IF;
    INSERT INTO books.authorization_decision
        (authorization_id, outcome, fraud_probability, policy_id)
        VALUES (found, told.outcome, told.fraud_probability,
            books.id_of_policy(told.policy_version, told.model_version));
    INSERT INTO books.authorization_reason (authorization_id, weight_rank, reason_id, reason_text)
        SELECT found, r.place, books.id_of_reason(r.reason ->> 'code'), r.reason ->> 'text'
        FROM jsonb_array_elements(told.reasons) WITH ORDINALITY AS r (reason, place);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.compare_authorization(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.authorization_part :=
        jsonb_populate_record(NULL::books.authorization_part, document -> 'authorization');
    standing bigint := (
        SELECT r.content_fingerprint FROM books.authorization_request r
        WHERE r.request_key = told.request_id AND r.card_id =
            (SELECT c.card_id FROM books.card c WHERE c.card_token = told.card_token));
BEGIN
    CALL books.compare_contents('AUTHORIZATION_REQUEST', told.request_id, told.card_token,
        standing, told.content_fingerprint,
        (document -> 'authorization')::text);
END $$;

CREATE OR REPLACE PROCEDURE books.store_authorization(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_authorization(document);
    CALL books.compare_authorization(document);
END $$;

-- The row of a transaction of this type, card and key; null if there is none.
CREATE OR REPLACE FUNCTION books.stored_transaction(type text, told books.transaction_part)
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT t.transaction_id FROM books.card_transaction t
        WHERE t.transaction_key = told.id AND t.transaction_type = type
        AND t.card_id = (SELECT c.card_id FROM books.card c WHERE c.card_token = told.card_token));
END $$;

-- Only an event itself is compared: what it carries was stored, or is, by an event of its own.
CREATE OR REPLACE PROCEDURE books.compare_transaction(type text, told books.transaction_part)
LANGUAGE plpgsql AS $$
DECLARE
    standing bigint := (
        SELECT t.content_fingerprint FROM books.card_transaction t
        WHERE t.transaction_id = books.stored_transaction(type, told));
BEGIN
    CALL books.compare_contents(type, told.id, told.card_token, standing,
        told.content_fingerprint, to_jsonb(told)::text);
END $$;

-- The row that every type shares; null if it is there already. What is booked is no exception.
CREATE OR REPLACE FUNCTION books.new_transaction(type text, told books.transaction_part)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
BEGIN
    INSERT INTO books.card_transaction (transaction_type, card_id, transaction_key, event_time,
            effective_from, amount_minor, currency, content_fingerprint)
        VALUES (type, its_card, told.id, told.event_time, told.effective_from, told.amount_minor,
            told.currency, told.content_fingerprint)
        ON CONFLICT (transaction_key, card_id, transaction_type) DO NOTHING
        RETURNING transaction_id INTO made;
    IF made IS NOT NULL THEN
        DELETE FROM books.transaction_exception e
            WHERE e.transaction_key = told.id AND e.card_id = its_card
            AND e.transaction_type = type;
    END IF;
    RETURN made;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_purchase(document jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'purchase');
    found bigint;
BEGIN
    found := books.stored_transaction('PURCHASE', told);
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    found := books.new_transaction('PURCHASE', told);
    IF found IS NULL THEN
        RETURN books.stored_transaction('PURCHASE', told);
    END IF;
    INSERT INTO books.purchase
        (transaction_id, authorization_id, merchant_name_id, category_id, place_id)
        VALUES (found, books.id_of_authorization(document),
            books.id_of_merchant_name(books.id_of_merchant(told.merchant_id), told.merchant_name),
            books.id_of_category(told.category),
            books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                told.merchant_state, told.merchant_city));
    INSERT INTO books.purchase_item
        (transaction_id, line_number, description, quantity, unit_price_minor)
        SELECT found, i.place, i.item ->> 'description', (i.item ->> 'quantity')::integer,
            (i.item ->> 'unit_price_minor')::bigint
        FROM jsonb_array_elements(told.items) WITH ORDINALITY AS i (item, place);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.store_purchase(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_purchase(document);
    CALL books.compare_transaction('PURCHASE',
        jsonb_populate_record(NULL::books.transaction_part, document -> 'purchase'));
END $$;

CREATE OR REPLACE PROCEDURE books.store_reversal(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    made bigint := books.new_transaction('REVERSAL', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.reversal (transaction_id, authorization_id)
            VALUES (made, books.id_of_authorization(document));
    ELSE
        CALL books.compare_transaction('REVERSAL', told);
    END IF;
END $$;

CREATE OR REPLACE PROCEDURE books.store_refund(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    refunded bigint := books.id_of_purchase(document);
    made bigint := books.new_transaction('REFUND', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.refund (transaction_id, purchase_id, merchant_name_id)
            SELECT made, refunded, books.id_of_merchant_name(n.merchant_id, told.merchant_name)
            FROM books.purchase p JOIN books.merchant_name n USING (merchant_name_id)
            WHERE p.transaction_id = refunded;
    ELSE
        CALL books.compare_transaction('REFUND', told);
    END IF;
END $$;

-- The chargeback is the part of the document that is called so.
CREATE OR REPLACE FUNCTION books.id_of_chargeback(document jsonb, part text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> part);
    disputed bigint := books.id_of_purchase(document);
    found bigint := books.new_transaction('CHARGEBACK', told);
BEGIN
    IF found IS NULL THEN
        RETURN books.stored_transaction('CHARGEBACK', told);
    END IF;
    INSERT INTO books.chargeback (transaction_id, purchase_id, reason_text)
        VALUES (found, disputed, told.reason);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.store_chargeback(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_chargeback(document, 'transaction');
    CALL books.compare_transaction('CHARGEBACK',
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction'));
END $$;

CREATE OR REPLACE PROCEDURE books.store_chargeback_resolution(document jsonb) LANGUAGE plpgsql AS $$
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
    ELSE
        CALL books.compare_transaction('CHARGEBACK_RESOLUTION', told);
    END IF;
END $$;

CREATE OR REPLACE PROCEDURE books.store_payment(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    made bigint := books.new_transaction('PAYMENT', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.payment (transaction_id, payment_method_id)
            VALUES (made, books.id_of_payment_method(told.method));
    ELSE
        CALL books.compare_transaction('PAYMENT', told);
    END IF;
END $$;

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
-- wrong with it ends the call, under a code that the door does not catch. Its digest has no disputes
-- where there are none.
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

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
