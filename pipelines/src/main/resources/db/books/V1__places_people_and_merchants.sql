-- Who and where: what every event refers to. Rows come from events only; a row that nothing tells
-- more of than its key (a card named by a payment) is there with its key and nothing else.

CREATE TABLE books.country (
    country_code char(2) PRIMARY KEY CHECK (country_code ~ '^[A-Z]{2}$')
);
COMMENT ON TABLE books.country IS 'Countries that an event told of.';
COMMENT ON COLUMN books.country.country_code IS
    'ISO 3166-1 alpha-2; ZZ where the source tells a place without its country.';

CREATE TABLE books.state (
    state_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    country_code char(2) NOT NULL REFERENCES books.country,
    state_code text NOT NULL,
    UNIQUE (country_code, state_code)
);
COMMENT ON TABLE books.state IS 'States and regions.';
COMMENT ON COLUMN books.state.state_code IS 'As the source gives it; empty where it gives none.';

CREATE TABLE books.city (
    city_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state_id integer NOT NULL REFERENCES books.state,
    city_name text NOT NULL,
    UNIQUE (state_id, city_name)
);
COMMENT ON TABLE books.city IS 'Cities of cardholders and of purchases.';
COMMENT ON COLUMN books.city.city_name IS 'As the source gives it; empty where it gives none.';

CREATE TABLE books.city_population (
    city_id integer PRIMARY KEY REFERENCES books.city,
    inhabitants integer NOT NULL CHECK (inhabitants >= 0),
    as_of timestamptz NOT NULL
);
COMMENT ON TABLE books.city_population IS 'Inhabitants of a city, by the newest card update that told.';
COMMENT ON COLUMN books.city_population.as_of IS 'Event time of that update.';

CREATE TABLE books.postal_area (
    postal_area_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    city_id integer NOT NULL REFERENCES books.city,
    postal_code text NOT NULL,
    UNIQUE (city_id, postal_code)
);
COMMENT ON TABLE books.postal_area IS 'Postal codes in a city; a code may serve several cities.';

CREATE TABLE books.address (
    address_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    postal_area_id integer NOT NULL REFERENCES books.postal_area,
    street text NOT NULL,
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180)
);
CREATE UNIQUE INDEX address_by_place ON books.address
    (postal_area_id, street, coalesce(latitude, 'NaN'), coalesce(longitude, 'NaN'));
COMMENT ON TABLE books.address IS
    'Homes. The same street with other coordinates is another row: no source is more right.';
COMMENT ON COLUMN books.address.latitude IS 'Degrees north; null where not known.';
COMMENT ON COLUMN books.address.longitude IS 'Degrees east; null where not known.';

CREATE TABLE books.occupation (
    occupation_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    occupation_name text NOT NULL UNIQUE
);
COMMENT ON TABLE books.occupation IS 'Jobs of cardholders.';

CREATE TABLE books.card (
    card_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_token text NOT NULL UNIQUE CHECK (card_token <> '')
);
COMMENT ON TABLE books.card IS 'Cards that any event named.';
COMMENT ON COLUMN books.card.card_token IS
    'Keyed hash of the card number; the number itself is nowhere in this database.';

CREATE TABLE books.card_update (
    card_update_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_id bigint NOT NULL REFERENCES books.card,
    update_key text NOT NULL CHECK (update_key <> ''),
    event_time timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN
        ('ISSUED', 'CARDHOLDER_CHANGED', 'LIMIT_CHANGED', 'BLOCKED', 'UNBLOCKED', 'CLOSED')),
    content_fingerprint bigint NOT NULL,
    UNIQUE (card_id, update_key)
);
CREATE INDEX card_update_by_card ON books.card_update (card_id, event_time, update_key);
COMMENT ON TABLE books.card_update IS 'Every change of a card; the newest says what holds now.';
COMMENT ON COLUMN books.card_update.update_key IS 'Key of the event among the card''s updates.';
COMMENT ON COLUMN books.card_update.content_fingerprint IS
    '64-bit fingerprint of what the event says, by which another content under its key is known.';
COMMENT ON COLUMN books.card_update.event_time IS 'From when it holds.';

CREATE TABLE books.credit_limit (
    card_update_id bigint PRIMARY KEY REFERENCES books.card_update,
    limit_minor bigint NOT NULL CHECK (limit_minor >= 0),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
COMMENT ON TABLE books.credit_limit IS
    'History of credit limits: what an update told. An update without a row here told of no limit.';
COMMENT ON COLUMN books.credit_limit.limit_minor IS 'Minor units of the currency.';

CREATE TABLE books.card_account (
    card_id bigint PRIMARY KEY REFERENCES books.card,
    newest_update_id bigint NOT NULL REFERENCES books.card_update,
    last_four text NOT NULL CHECK (last_four ~ '^[0-9]{0,4}$'),
    status text NOT NULL CHECK (status IN ('ACTIVE', 'BLOCKED', 'CLOSED')),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
COMMENT ON TABLE books.card_account IS 'What holds of a card now, by its newest update.';
COMMENT ON COLUMN books.card_account.last_four IS 'Last digits of the card number, for people.';

CREATE TABLE books.cardholder (
    card_id bigint PRIMARY KEY REFERENCES books.card,
    first_name text NOT NULL,
    last_name text NOT NULL,
    gender text,
    birth_date date,
    occupation_id integer REFERENCES books.occupation,
    address_id bigint NOT NULL REFERENCES books.address
);
COMMENT ON TABLE books.cardholder IS
    'The person a card was issued to, by the card''s newest update that tells of one. Keyed by the'
    ' card: events give no key of a person, and two people may share name and birth date. A card of'
    ' a source without cardholders has none.';

CREATE TABLE books.category (
    category_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    category_code text NOT NULL UNIQUE
);
COMMENT ON TABLE books.category IS 'Merchant categories, for instance grocery_pos.';

CREATE TABLE books.merchant (
    merchant_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_key text NOT NULL UNIQUE
);
COMMENT ON TABLE books.merchant IS 'Merchants.';
COMMENT ON COLUMN books.merchant.merchant_key IS 'From the acquirer or, for files, a hash of the name.';

CREATE TABLE books.merchant_name (
    merchant_name_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id bigint NOT NULL REFERENCES books.merchant,
    name_text text NOT NULL,
    UNIQUE (merchant_id, name_text)
);
COMMENT ON TABLE books.merchant_name IS
    'Names that a merchant went by. Events refer to the name they carried, so a rename changes none.';

CREATE TABLE books.place (
    place_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    city_id integer REFERENCES books.city,
    CHECK (latitude IS NOT NULL OR longitude IS NOT NULL OR city_id IS NOT NULL)
);
-- Unknown is the same as unknown here, and a look-up by these expressions can use the index.
CREATE UNIQUE INDEX place_once ON books.place
    (coalesce(latitude, 'NaN'), coalesce(longitude, 'NaN'), coalesce(city_id, 0));
COMMENT ON TABLE books.place IS 'Where purchases took place, as far as it is known.';
COMMENT ON COLUMN books.place.latitude IS 'Degrees north.';
COMMENT ON COLUMN books.place.longitude IS 'Degrees east.';
