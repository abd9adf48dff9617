-- The id of a row by its natural key; the row is made if it is not there. Each looks first: an
-- insert that meets its own kind waits for the other transaction and burns a number of the
-- sequence. After ON CONFLICT DO NOTHING met a row, that row is committed and the second look,
-- which has its own snapshot, sees it.

CREATE OR REPLACE FUNCTION books.id_of_state(country text, state text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.state_id INTO found FROM books.state t
        WHERE t.country_code = country AND t.state_code = state;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.country (country_code) SELECT country
        WHERE NOT EXISTS (SELECT FROM books.country c WHERE c.country_code = country)
        ON CONFLICT DO NOTHING;
    INSERT INTO books.state (country_code, state_code) VALUES (country, state)
        ON CONFLICT DO NOTHING RETURNING state_id INTO found;
    IF found IS NULL THEN
        SELECT t.state_id INTO STRICT found FROM books.state t
            WHERE t.country_code = country AND t.state_code = state;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_city(country text, state text, city text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
    in_state integer := books.id_of_state(country, state);
BEGIN
    SELECT t.city_id INTO found FROM books.city t
        WHERE t.state_id = in_state AND t.city_name = city;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.city (state_id, city_name) VALUES (in_state, city)
        ON CONFLICT DO NOTHING RETURNING city_id INTO found;
    IF found IS NULL THEN
        SELECT t.city_id INTO STRICT found FROM books.city t
            WHERE t.state_id = in_state AND t.city_name = city;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_postal_area(city integer, code text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.postal_area_id INTO found FROM books.postal_area t
        WHERE t.city_id = city AND t.postal_code = code;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.postal_area (city_id, postal_code) VALUES (city, code)
        ON CONFLICT DO NOTHING RETURNING postal_area_id INTO found;
    IF found IS NULL THEN
        SELECT t.postal_area_id INTO STRICT found FROM books.postal_area t
            WHERE t.city_id = city AND t.postal_code = code;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_address(area integer, street_line text, north double precision, east double precision) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT t.address_id INTO found FROM books.address t
        WHERE t.postal_area_id = area AND t.street = street_line
            AND coalesce(t.latitude, 'NaN') = coalesce(north, 'NaN')
            AND coalesce(t.longitude, 'NaN') = coalesce(east, 'NaN');
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.address (postal_area_id, street, latitude, longitude) VALUES (area, street_line, north, east)
        ON CONFLICT DO NOTHING RETURNING address_id INTO found;
    IF found IS NULL THEN
        SELECT t.address_id INTO STRICT found FROM books.address t
            WHERE t.postal_area_id = area AND t.street = street_line
                AND coalesce(t.latitude, 'NaN') = coalesce(north, 'NaN')
                AND coalesce(t.longitude, 'NaN') = coalesce(east, 'NaN');
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_occupation(name text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.occupation_id INTO found FROM books.occupation t
        WHERE t.occupation_name = name;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.occupation (occupation_name) VALUES (name)
        ON CONFLICT DO NOTHING RETURNING occupation_id INTO found;
    IF found IS NULL THEN
        SELECT t.occupation_id INTO STRICT found FROM books.occupation t
            WHERE t.occupation_name = name;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_card(token text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT t.card_id INTO found FROM books.card t
        WHERE t.card_token = token;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.card (card_token) VALUES (token)
        ON CONFLICT DO NOTHING RETURNING card_id INTO found;
    IF found IS NULL THEN
        SELECT t.card_id INTO STRICT found FROM books.card t
            WHERE t.card_token = token;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_category(code text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.category_id INTO found FROM books.category t
        WHERE t.category_code = code;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.category (category_code) VALUES (code)
        ON CONFLICT DO NOTHING RETURNING category_id INTO found;
    IF found IS NULL THEN
        SELECT t.category_id INTO STRICT found FROM books.category t
            WHERE t.category_code = code;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_merchant(key text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT t.merchant_id INTO found FROM books.merchant t
        WHERE t.merchant_key = key;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.merchant (merchant_key) VALUES (key)
        ON CONFLICT DO NOTHING RETURNING merchant_id INTO found;
    IF found IS NULL THEN
        SELECT t.merchant_id INTO STRICT found FROM books.merchant t
            WHERE t.merchant_key = key;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_merchant_name(merchant bigint, name text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT t.merchant_name_id INTO found FROM books.merchant_name t
        WHERE t.merchant_id = merchant AND t.name_text = name;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.merchant_name (merchant_id, name_text) VALUES (merchant, name)
        ON CONFLICT DO NOTHING RETURNING merchant_name_id INTO found;
    IF found IS NULL THEN
        SELECT t.merchant_name_id INTO STRICT found FROM books.merchant_name t
            WHERE t.merchant_id = merchant AND t.name_text = name;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_policy(policy text, model text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.policy_id INTO found FROM books.policy t
        WHERE t.policy_version = policy AND t.model_version = model;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.policy (policy_version, model_version) VALUES (policy, model)
        ON CONFLICT DO NOTHING RETURNING policy_id INTO found;
    IF found IS NULL THEN
        SELECT t.policy_id INTO STRICT found FROM books.policy t
            WHERE t.policy_version = policy AND t.model_version = model;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_reason(code text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.reason_id INTO found FROM books.reason t
        WHERE t.reason_code = code;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.reason (reason_code) VALUES (code)
        ON CONFLICT DO NOTHING RETURNING reason_id INTO found;
    IF found IS NULL THEN
        SELECT t.reason_id INTO STRICT found FROM books.reason t
            WHERE t.reason_code = code;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_payment_method(name text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.payment_method_id INTO found FROM books.payment_method t
        WHERE t.method_name = name;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.payment_method (method_name) VALUES (name)
        ON CONFLICT DO NOTHING RETURNING payment_method_id INTO found;
    IF found IS NULL THEN
        SELECT t.payment_method_id INTO STRICT found FROM books.payment_method t
            WHERE t.method_name = name;
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_exception_code(its_code text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    found integer;
BEGIN
    SELECT t.exception_code_id INTO found FROM books.exception_code t
        WHERE t.code = its_code;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.exception_code (code) VALUES (its_code)
        ON CONFLICT DO NOTHING RETURNING exception_code_id INTO found;
    IF found IS NULL THEN
        SELECT t.exception_code_id INTO STRICT found FROM books.exception_code t
            WHERE t.code = its_code;
    END IF;
    RETURN found;
END $$;

-- Null where nothing is told. The country of a purchase is not: ZZ.
CREATE OR REPLACE FUNCTION books.id_of_place(
    north double precision, east double precision, state text, city text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
    in_city integer;
BEGIN
    IF state IS NOT NULL OR city IS NOT NULL THEN
        in_city := books.id_of_city('ZZ', coalesce(state, ''), coalesce(city, ''));
    ELSIF north IS NULL AND east IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT t.place_id INTO found FROM books.place t
        WHERE coalesce(t.latitude, 'NaN') = coalesce(north, 'NaN')
        AND coalesce(t.longitude, 'NaN') = coalesce(east, 'NaN')
        AND coalesce(t.city_id, 0) = coalesce(in_city, 0);
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO books.place (latitude, longitude, city_id) VALUES (north, east, in_city)
        ON CONFLICT DO NOTHING RETURNING place_id INTO found;
    IF found IS NULL THEN
        SELECT t.place_id INTO STRICT found FROM books.place t
            WHERE coalesce(t.latitude, 'NaN') = coalesce(north, 'NaN')
            AND coalesce(t.longitude, 'NaN') = coalesce(east, 'NaN')
            AND coalesce(t.city_id, 0) = coalesce(in_city, 0);
    END IF;
    RETURN found;
END $$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
