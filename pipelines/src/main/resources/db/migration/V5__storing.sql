-- One procedure per kind of event. Each is one atomic step that changes nothing when it comes
-- again, and needs nothing to have been stored before: what the event refers to comes in the same
-- document and is stored if it is not there.

-- The parts of a document, as their columns. Names and units are those of the event contracts.
CREATE TYPE books.authorization_part AS (
    request_id text, card_token text, event_time timestamptz, amount_minor bigint, currency text,
    merchant_id text, merchant_name text, category text, channel text,
    merchant_latitude double precision, merchant_longitude double precision,
    merchant_city text, merchant_state text,
    outcome text, fraud_probability double precision, policy_version text, model_version text,
    reasons jsonb);
CREATE TYPE books.transaction_part AS (
    id text, card_token text, event_time timestamptz, effective_from timestamptz,
    amount_minor bigint, currency text,
    merchant_id text, merchant_name text, category text,
    merchant_latitude double precision, merchant_longitude double precision,
    merchant_city text, merchant_state text,
    items jsonb, method text, reason text);
CREATE TYPE books.exception_part AS (
    transaction_id text, transaction_type text, authorization_id text, card_token text,
    event_time timestamptz, amount_minor bigint, currency text, code text, reason text);
CREATE TYPE books.card_part AS (
    update_id text, card_token text, event_time timestamptz, kind text, status text,
    last_four text, credit_limit_minor bigint, currency text,
    first_name text, last_name text, gender text, birth_date date, job text,
    street text, city text, state text, postal_code text, country text,
    latitude double precision, longitude double precision, city_population integer);

CREATE PROCEDURE books.store_card_update(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.card_part := jsonb_populate_record(NULL::books.card_part, document -> 'card');
    its_card bigint := books.id_of_card(told.card_token);
    this_update bigint;
    newest_update bigint;
    its_city integer;
    its_address bigint;
    its_occupation integer;
BEGIN
    INSERT INTO books.card_update (update_key, card_id, event_time, kind)
        VALUES (told.update_id, its_card, told.event_time, told.kind)
        ON CONFLICT (update_key) DO NOTHING RETURNING card_update_id INTO this_update;
    IF this_update IS NULL THEN
        RETURN;
    END IF;
    IF told.credit_limit_minor IS NOT NULL THEN
        INSERT INTO books.credit_limit (card_update_id, limit_minor, currency)
            VALUES (this_update, told.credit_limit_minor, told.currency);
    END IF;
    its_city := books.id_of_city(told.country, told.state, told.city);
    its_address := books.id_of_address(
        books.id_of_postal_area(its_city, told.postal_code),
        told.street, told.latitude, told.longitude);
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
CREATE FUNCTION books.id_of_authorization(document jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    told books.authorization_part :=
        jsonb_populate_record(NULL::books.authorization_part, document -> 'authorization');
    found bigint;
BEGIN
    SELECT r.authorization_id INTO found FROM books.authorization_request r
        WHERE r.request_key = told.request_id;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.authorization_request (request_key, card_id, event_time, amount_minor,
            currency, merchant_name_id, category_id, channel, place_id)
        VALUES (told.request_id, books.id_of_card(told.card_token), told.event_time,
            told.amount_minor, told.currency,
            books.id_of_merchant_name(books.id_of_merchant(told.merchant_id), told.merchant_name),
            books.id_of_category(told.category), told.channel,
            books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                told.merchant_state, told.merchant_city))
        ON CONFLICT (request_key) DO NOTHING RETURNING authorization_id INTO found;
    IF found IS NULL THEN
        SELECT r.authorization_id INTO STRICT found FROM books.authorization_request r
            WHERE r.request_key = told.request_id;
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

CREATE PROCEDURE books.store_authorization(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_authorization(document);
END $$;

-- The row that every type shares; null if it is there already. What is booked is no exception.
CREATE FUNCTION books.new_transaction(type text, told books.transaction_part) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    INSERT INTO books.card_transaction (transaction_type, transaction_key, card_id, event_time,
            effective_from, amount_minor, currency)
        VALUES (type, told.id, books.id_of_card(told.card_token), told.event_time,
            told.effective_from, told.amount_minor, told.currency)
        ON CONFLICT (transaction_type, transaction_key) DO NOTHING
        RETURNING transaction_id INTO made;
    IF made IS NOT NULL THEN
        DELETE FROM books.transaction_exception e
            WHERE e.transaction_type = type AND e.transaction_key = told.id;
    END IF;
    RETURN made;
END $$;

CREATE FUNCTION books.id_of_purchase(document jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'purchase');
    found bigint;
BEGIN
    SELECT t.transaction_id INTO found FROM books.card_transaction t
        WHERE t.transaction_type = 'PURCHASE' AND t.transaction_key = told.id;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    found := books.new_transaction('PURCHASE', told);
    IF found IS NULL THEN
        SELECT t.transaction_id INTO STRICT found FROM books.card_transaction t
            WHERE t.transaction_type = 'PURCHASE' AND t.transaction_key = told.id;
        RETURN found;
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

CREATE PROCEDURE books.store_purchase(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_purchase(document);
END $$;

CREATE PROCEDURE books.store_reversal(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    made bigint := books.new_transaction('REVERSAL',
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction'));
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.reversal (transaction_id, authorization_id)
            VALUES (made, books.id_of_authorization(document));
    END IF;
END $$;

CREATE PROCEDURE books.store_refund(document jsonb) LANGUAGE plpgsql AS $$
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
    END IF;
END $$;

CREATE PROCEDURE books.store_chargeback(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    disputed bigint := books.id_of_purchase(document);
    made bigint := books.new_transaction('CHARGEBACK', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.chargeback (transaction_id, purchase_id, reason_text)
            VALUES (made, disputed, told.reason);
    END IF;
END $$;

CREATE PROCEDURE books.store_payment(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    made bigint := books.new_transaction('PAYMENT', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.payment (transaction_id, payment_method_id)
            VALUES (made, books.id_of_payment_method(told.method));
    END IF;
END $$;

CREATE PROCEDURE books.store_exception(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.exception_part :=
        jsonb_populate_record(NULL::books.exception_part, document -> 'exception');
BEGIN
    PERFORM FROM books.card_transaction t
        WHERE t.transaction_type = told.transaction_type AND t.transaction_key = told.transaction_id;
    IF NOT FOUND THEN
        INSERT INTO books.transaction_exception (transaction_type, transaction_key, request_key,
                card_id, event_time, amount_minor, currency, exception_code_id, reason_text)
            VALUES (told.transaction_type, told.transaction_id, told.authorization_id,
                books.id_of_card(told.card_token), told.event_time, told.amount_minor,
                told.currency, books.id_of_exception_code(told.code), told.reason)
            ON CONFLICT (transaction_type, transaction_key) DO NOTHING;
    END IF;
END $$;
