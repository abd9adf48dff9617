-- One procedure per kind of event. Each is one atomic step that changes nothing when it comes
-- again, and needs nothing to have been stored before: an event names others by their keys, and what
-- it names may come later, or never.

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

-- Request, decision and reasons are stored in one step: if the request is there, all are. It looks
-- first, so that what a copy refers to is not stored.
CREATE OR REPLACE PROCEDURE books.store_authorization(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.authorization_part :=
        jsonb_populate_record(NULL::books.authorization_part, document -> 'authorization');
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
BEGIN
    PERFORM FROM books.authorization_request r
        WHERE r.request_key = told.request_id AND r.card_id = its_card;
    IF NOT FOUND THEN
        INSERT INTO books.authorization_request (card_id, request_key, event_time, amount_minor,
                currency, merchant_name_id, category_id, channel, place_id, content_fingerprint)
            VALUES (its_card, told.request_id, told.event_time, told.amount_minor, told.currency,
                books.id_of_merchant_name(
                    books.id_of_merchant(told.merchant_id), told.merchant_name),
                books.id_of_category(told.category), told.channel,
                books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                    told.merchant_state, told.merchant_city),
                told.content_fingerprint)
            ON CONFLICT (request_key, card_id) DO NOTHING RETURNING authorization_id INTO made;
    END IF;
    IF made IS NULL THEN
        CALL books.compare_authorization(document);
        RETURN;
    END IF;
    INSERT INTO books.authorization_decision
        (authorization_id, outcome, fraud_probability, policy_id, alert_raised)
        VALUES (made, told.outcome, told.fraud_probability,
            books.id_of_policy(told.policy_version, told.model_version), told.alert_raised);
    INSERT INTO books.authorization_reason (authorization_id, weight_rank, reason_id, reason_text)
        SELECT made, r.place, books.id_of_reason(r.reason ->> 'code'), r.reason ->> 'text'
        FROM jsonb_array_elements(told.reasons) WITH ORDINALITY AS r (reason, place);
END $$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
