-- Sources without cardholders: a card's update may tell of nobody, and a home may have no place on
-- the globe.
ALTER TABLE books.address ALTER COLUMN latitude DROP NOT NULL;
ALTER TABLE books.address ALTER COLUMN longitude DROP NOT NULL;
ALTER TABLE books.address DROP CONSTRAINT address_postal_area_id_street_latitude_longitude_key;
CREATE UNIQUE INDEX address_by_place ON books.address
    (postal_area_id, street, coalesce(latitude, 'NaN'), coalesce(longitude, 'NaN'));
COMMENT ON COLUMN books.address.latitude IS 'Degrees north; null where not known.';
COMMENT ON COLUMN books.address.longitude IS 'Degrees east; null where not known.';
COMMENT ON TABLE books.cardholder IS
    'The person a card was issued to, by the card''s newest update that tells of one. Keyed by the card: events give'
    ' no key of a person, and two people may share name and birth date. A card of a source without cardholders has none.';

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

CREATE OR REPLACE PROCEDURE books.store_card_update(document jsonb) LANGUAGE plpgsql AS $$
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
