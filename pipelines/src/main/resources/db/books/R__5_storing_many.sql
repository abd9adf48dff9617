-- Many events in one call. Requests, purchases and transfers, which are nearly all of the traffic, are
-- stored as sets: a statement a table, not one a row. The others go through the entry point of one event, one
-- after the other. What is stored is the same, and so is what comes twice.
--
-- Ids are looked up by subqueries, so that a plan made while a table was small is good when it has
-- grown: each look-up is one of an index. Rows of the sets are inserted in the order of their keys
-- and tables in one order, so that writers that meet mostly wait for each other; where they deadlock
-- all the same, the one that PostgreSQL ends tries again.

-- Each at the place of its part.
CREATE OR REPLACE FUNCTION books.known_references(told books.reference_part[]) RETURNS books.reference_ids[]
LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(i.card_id, i.merchant_name_id, i.category_id, i.place_id,
            i.card_id IS NOT NULL AND i.merchant_name_id IS NOT NULL AND i.category_id IS NOT NULL
            AND (i.nowhere OR i.place_id IS NOT NULL))::books.reference_ids
        FROM (SELECT t.at,
            (SELECT c.card_id FROM books.card c WHERE c.card_token = t.card) AS card_id,
            (SELECT n.merchant_name_id FROM books.merchant_name n
                WHERE n.name_text = t.name AND n.merchant_id =
                    (SELECT m.merchant_id FROM books.merchant m WHERE m.merchant_key = t.merchant))
                AS merchant_name_id,
            (SELECT c.category_id FROM books.category c WHERE c.category_code = t.category)
                AS category_id,
            t.city IS NULL AND t.state IS NULL AND t.north IS NULL AND t.east IS NULL AS nowhere,
            (SELECT p.place_id FROM books.place p
                WHERE coalesce(p.latitude, 'NaN') = coalesce(t.north, 'NaN')
                AND coalesce(p.longitude, 'NaN') = coalesce(t.east, 'NaN')
                AND coalesce(p.city_id, 0) =
                    CASE WHEN t.state IS NULL AND t.city IS NULL THEN 0 ELSE
                        (SELECT c.city_id FROM books.city c
                            WHERE c.city_name = coalesce(t.city, '') AND c.state_id =
                                (SELECT s.state_id FROM books.state s
                                    WHERE s.country_code = 'ZZ'
                                    AND s.state_code = coalesce(t.state, ''))) END) AS place_id
            FROM unnest(told) WITH ORDINALITY
                AS t (card, merchant, name, category, north, east, city, state, at)) i
        ORDER BY i.at);
END $$;

CREATE OR REPLACE PROCEDURE books.add_references(told books.reference_part[]) LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO books.card (card_token)
        SELECT DISTINCT t.card_token FROM unnest(told) t
        WHERE (SELECT c.card_id FROM books.card c WHERE c.card_token = t.card_token) IS NULL
        ORDER BY 1 ON CONFLICT DO NOTHING;
    INSERT INTO books.merchant (merchant_key)
        SELECT DISTINCT t.merchant_id FROM unnest(told) t
        WHERE (SELECT m.merchant_id FROM books.merchant m
            WHERE m.merchant_key = t.merchant_id) IS NULL
        ORDER BY 1 ON CONFLICT DO NOTHING;
    INSERT INTO books.merchant_name (merchant_id, name_text)
        SELECT w.merchant_id, w.merchant_name
        FROM (SELECT DISTINCT t.merchant_name, (SELECT m.merchant_id FROM books.merchant m
                WHERE m.merchant_key = t.merchant_id) AS merchant_id
            FROM unnest(told) t) w
        WHERE (SELECT n.merchant_name_id FROM books.merchant_name n
            WHERE n.merchant_id = w.merchant_id AND n.name_text = w.merchant_name) IS NULL
        ORDER BY 1, 2 ON CONFLICT DO NOTHING;
    INSERT INTO books.category (category_code)
        SELECT DISTINCT t.category FROM unnest(told) t
        WHERE (SELECT c.category_id FROM books.category c
            WHERE c.category_code = t.category) IS NULL
        ORDER BY 1 ON CONFLICT DO NOTHING;
    -- Of places most are new each time; their cities are few.
    PERFORM books.id_of_city('ZZ', c.state, c.city)
        FROM (SELECT DISTINCT coalesce(t.merchant_state, '') AS state,
                coalesce(t.merchant_city, '') AS city
            FROM unnest(told) t
            WHERE t.merchant_state IS NOT NULL OR t.merchant_city IS NOT NULL
            ORDER BY 1, 2) c;
    INSERT INTO books.place (latitude, longitude, city_id)
        SELECT w.north, w.east, w.city_id
        FROM (SELECT DISTINCT t.merchant_latitude AS north, t.merchant_longitude AS east,
                CASE WHEN t.merchant_state IS NOT NULL OR t.merchant_city IS NOT NULL THEN
                    books.id_of_city('ZZ', coalesce(t.merchant_state, ''),
                        coalesce(t.merchant_city, '')) END AS city_id
            FROM unnest(told) t) w
        WHERE num_nonnulls(w.north, w.east, w.city_id) > 0
        AND (SELECT p.place_id FROM books.place p
            WHERE coalesce(p.latitude, 'NaN') = coalesce(w.north, 'NaN')
            AND coalesce(p.longitude, 'NaN') = coalesce(w.east, 'NaN')
            AND coalesce(p.city_id, 0) = coalesce(w.city_id, 0)) IS NULL
        ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
END $$;

-- The ids of all of it, which is added where it is not there.
CREATE OR REPLACE FUNCTION books.ids_of_references(told books.reference_part[])
RETURNS books.reference_ids[] LANGUAGE plpgsql AS $$
DECLARE
    known books.reference_ids[] := books.known_references(told);
BEGIN
    IF EXISTS (SELECT FROM unnest(known) k WHERE NOT k.complete) THEN
        CALL books.add_references(told);
        known := books.known_references(told);
    END IF;
    RETURN known;
END $$;

-- Of several documents of one request the first counts.
CREATE OR REPLACE PROCEDURE books.store_authorizations(documents jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
    told books.authorization_part[];
    refers_to books.reference_part[];
    ids books.reference_ids[];
BEGIN
    told := ARRAY(
        SELECT jsonb_populate_record(NULL::books.authorization_part, d.part)
        FROM (SELECT DISTINCT ON (e.document #>> '{authorization,request_id}',
                    e.document #>> '{authorization,card_token}')
                e.document -> 'authorization' AS part
            FROM unnest(documents) WITH ORDINALITY AS e (document, place)
            ORDER BY e.document #>> '{authorization,request_id}',
                e.document #>> '{authorization,card_token}', e.place) d
        WHERE (SELECT r.authorization_id FROM books.authorization_request r
            WHERE r.request_key = d.part ->> 'request_id' AND r.card_id =
                (SELECT c.card_id FROM books.card c
                    WHERE c.card_token = d.part ->> 'card_token')) IS NULL);
    IF cardinality(told) = 0 THEN
        RETURN;
    END IF;
    refers_to := ARRAY(
        SELECT ROW(t.card_token, t.merchant_id, t.merchant_name, t.category, t.merchant_latitude,
            t.merchant_longitude, t.merchant_city, t.merchant_state)::books.reference_part
        FROM unnest(told) t);
    PERFORM books.id_of_policy(p.policy_version, p.model_version)
        FROM (SELECT DISTINCT t.policy_version, t.model_version FROM unnest(told) t
            ORDER BY 1, 2) p;
    PERFORM books.id_of_reason(c.code)
        FROM (SELECT DISTINCT r.reason ->> 'code' AS code
            FROM unnest(told) t, jsonb_array_elements(t.reasons) AS r (reason) ORDER BY 1) c;
    ids := books.ids_of_references(refers_to);
    WITH made AS (
        INSERT INTO books.authorization_request (request_key, card_id, event_time, amount_minor,
                currency, merchant_name_id, category_id, channel, place_id, content_fingerprint)
            SELECT t.request_id, t.card_id, t.event_time, t.amount_minor, t.currency,
                t.merchant_name_id, t.category_id, t.channel, t.place_id, t.content_fingerprint
            FROM ROWS FROM (unnest(told), unnest(ids)) t
            ORDER BY t.request_id, t.card_id
            ON CONFLICT (request_key, card_id) DO NOTHING
            RETURNING authorization_id, request_key, card_id),
    fresh AS (
        SELECT m.authorization_id, t.outcome, t.fraud_probability, t.policy_version,
            t.model_version, t.alert_raised, t.reasons
        FROM made m JOIN ROWS FROM (unnest(told), unnest(ids)) t
            ON t.request_id = m.request_key AND t.card_id = m.card_id),
    answered AS (
        INSERT INTO books.authorization_decision
                (authorization_id, outcome, fraud_probability, policy_id, alert_raised)
            SELECT f.authorization_id, f.outcome, f.fraud_probability,
                (SELECT p.policy_id FROM books.policy p WHERE p.policy_version = f.policy_version
                    AND p.model_version = f.model_version),
                f.alert_raised
            FROM fresh f)
    INSERT INTO books.authorization_reason (authorization_id, weight_rank, reason_id, reason_text)
        SELECT f.authorization_id, r.place,
            (SELECT c.reason_id FROM books.reason c WHERE c.reason_code = r.reason ->> 'code'),
            r.reason ->> 'text'
        FROM fresh f, jsonb_array_elements(f.reasons) WITH ORDINALITY AS r (reason, place);
END $$;

-- Of several documents of one purchase the first counts.
CREATE OR REPLACE PROCEDURE books.store_purchases(documents jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part[];
    refers_to books.reference_part[];
    ids books.reference_ids[];
BEGIN
    told := ARRAY(
        SELECT jsonb_populate_record(NULL::books.transaction_part, d.part)
        FROM (SELECT DISTINCT ON (e.document #>> '{transaction,id}',
                    e.document #>> '{transaction,card_token}')
                e.document -> 'transaction' AS part
            FROM unnest(documents) WITH ORDINALITY AS e (document, place)
            ORDER BY e.document #>> '{transaction,id}',
                e.document #>> '{transaction,card_token}', e.place) d
        WHERE (SELECT t.transaction_id FROM books.card_transaction t
            WHERE t.transaction_key = d.part ->> 'id' AND t.transaction_type = 'PURCHASE'
            AND t.card_id = (SELECT c.card_id FROM books.card c
                WHERE c.card_token = d.part ->> 'card_token')) IS NULL);
    IF cardinality(told) = 0 THEN
        RETURN;
    END IF;
    refers_to := ARRAY(
        SELECT ROW(t.card_token, t.merchant_id, t.merchant_name, t.category, t.merchant_latitude,
            t.merchant_longitude, t.merchant_city, t.merchant_state)::books.reference_part
        FROM unnest(told) t);
    ids := books.ids_of_references(refers_to);
    WITH made AS (
        INSERT INTO books.card_transaction (transaction_type, transaction_key, card_id, event_time,
                effective_from, amount_minor, currency, content_fingerprint)
            SELECT 'PURCHASE', t.id, t.card_id, t.event_time, t.effective_from, t.amount_minor,
                t.currency, t.content_fingerprint
            FROM ROWS FROM (unnest(told), unnest(ids)) t ORDER BY t.id, t.card_id
            ON CONFLICT (transaction_key, card_id, transaction_type) DO NOTHING
            RETURNING transaction_id, transaction_key, card_id),
    no_exception_any_more AS (
        DELETE FROM books.transaction_exception e USING made m
            WHERE e.transaction_type = 'PURCHASE' AND e.transaction_key = m.transaction_key
            AND e.card_id = m.card_id),
    fresh AS (
        SELECT m.transaction_id, m.card_id, t.authorization_id, t.merchant_name_id, t.category_id,
            t.place_id, t.items
        FROM made m JOIN ROWS FROM (unnest(told), unnest(ids)) t
            ON t.id = m.transaction_key AND t.card_id = m.card_id),
    bought AS (
        INSERT INTO books.purchase
                (transaction_id, card_id, request_key, merchant_name_id, category_id, place_id)
            SELECT f.transaction_id, f.card_id, nullif(f.authorization_id, ''),
                f.merchant_name_id, f.category_id, f.place_id
            FROM fresh f)
    INSERT INTO books.purchase_item
            (transaction_id, line_number, description, quantity, unit_price_minor)
        SELECT f.transaction_id, i.place, i.item ->> 'description',
            (i.item ->> 'quantity')::integer, (i.item ->> 'unit_price_minor')::bigint
        FROM fresh f, jsonb_array_elements(f.items) WITH ORDINALITY AS i (item, place);
END $$;

-- What of these is stored with another content is put aside.
CREATE OR REPLACE PROCEDURE books.compare_authorizations(documents jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
BEGIN
    FOR document IN
        SELECT d.document FROM unnest(documents) AS d (document)
        WHERE (SELECT r.content_fingerprint FROM books.authorization_request r
            WHERE r.request_key = d.document #>> '{authorization,request_id}' AND r.card_id =
                (SELECT c.card_id FROM books.card c
                    WHERE c.card_token = d.document #>> '{authorization,card_token}'))
            <> (d.document #>> '{authorization,content_fingerprint}')::bigint
    LOOP
        CALL books.compare_authorization(document);
    END LOOP;
END $$;

CREATE OR REPLACE PROCEDURE books.compare_purchases(documents jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
BEGIN
    FOR document IN
        SELECT d.document FROM unnest(documents) AS d (document)
        WHERE (SELECT t.content_fingerprint FROM books.card_transaction t
            WHERE t.transaction_key = d.document #>> '{transaction,id}'
            AND t.transaction_type = 'PURCHASE' AND t.card_id =
                (SELECT c.card_id FROM books.card c
                    WHERE c.card_token = d.document #>> '{transaction,card_token}'))
            <> (d.document #>> '{transaction,content_fingerprint}')::bigint
    LOOP
        CALL books.compare_transaction('PURCHASE',
            jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction'));
    END LOOP;
END $$;

-- If an event among them breaks a rule of the schema, none is stored as a set and each goes through
-- the entry point of one, which puts aside the one and stores the others.
CREATE OR REPLACE PROCEDURE books.store_all(kinds text[], documents text[])
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = books, pg_temp SET enable_seqscan = off SET jit = off
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    requests jsonb[];
    purchases jsonb[];
    as_sets boolean := true;
    kind text;
    document text;
BEGIN
    IF cardinality(kinds) IS DISTINCT FROM cardinality(documents) THEN
        RAISE EXCEPTION '% kinds for % documents', cardinality(kinds), cardinality(documents)
            USING ERRCODE = 'array_subscript_error';
    END IF;
    BEGIN
        requests := ARRAY(
            SELECT c.document::jsonb
            FROM unnest(kinds, documents) WITH ORDINALITY AS c (kind, document, place)
            WHERE c.kind = 'AUTHORIZATION' ORDER BY c.place);
        CALL books.store_authorizations(requests);
        CALL books.compare_authorizations(requests);
        purchases := ARRAY(
            SELECT c.document::jsonb
            FROM unnest(kinds, documents) WITH ORDINALITY AS c (kind, document, place)
            WHERE c.kind = 'PURCHASE' ORDER BY c.place);
        CALL books.store_purchases(purchases);
        CALL books.compare_purchases(purchases);
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
        as_sets := false;
    END;
    FOR kind, document IN
        SELECT c.kind, c.document
        FROM unnest(kinds, documents) WITH ORDINALITY AS c (kind, document, place)
        WHERE c.kind <> 'LEDGER_TRANSFER'
        AND (NOT as_sets OR c.kind NOT IN ('AUTHORIZATION', 'PURCHASE'))
        ORDER BY c.place
    LOOP
        CALL books.store(kind, document);
    END LOOP;
    -- Last, so that nobody who holds a balance waits for anything else.
    CALL books.store_all_ledger_transfers(kinds, documents);
END $$;
COMMENT ON PROCEDURE books.store_all IS
    'Stores many events: their kinds, and their documents as JSON, each at the place of its kind.';

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
