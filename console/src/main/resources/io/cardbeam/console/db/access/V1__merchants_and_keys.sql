-- Who may ask for what: merchants and the keys of programs.

CREATE TABLE access.merchant (
    merchant_id text PRIMARY KEY CHECK (merchant_id ~ '^[A-Za-z0-9._-]{1,64}$'),
    merchant_name text NOT NULL CHECK (char_length(merchant_name) BETWEEN 1 AND 100),
    category text NOT NULL CHECK (char_length(category) BETWEEN 1 AND 100),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    timeout_millis integer NOT NULL CHECK (timeout_millis BETWEEN 100 AND 10000),
    rate_per_second integer NOT NULL CHECK (rate_per_second BETWEEN 1 AND 100000),
    burst integer NOT NULL CHECK (burst BETWEEN rate_per_second AND 100000),
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access.merchant IS 'Merchants that use the gateway, and what is agreed with each.';
COMMENT ON COLUMN access.merchant.merchant_id IS 'Stands in events and books.';
COMMENT ON COLUMN access.merchant.currency IS 'Of requests that name none.';
COMMENT ON COLUMN access.merchant.timeout_millis IS
    'How long a request waits for its decision, unless it says otherwise.';
COMMENT ON COLUMN access.merchant.rate_per_second IS
    'Requests a second of each key that has no rate of its own.';
COMMENT ON COLUMN access.merchant.is_active IS 'Whether its keys work.';

CREATE TABLE access.approval_limit (
    merchant_id text NOT NULL REFERENCES access.merchant,
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    limit_minor bigint NOT NULL CHECK (limit_minor >= 0),
    PRIMARY KEY (merchant_id, currency)
);
COMMENT ON TABLE access.approval_limit IS
    'Up to which amount a request is approved when no decision comes in time. Without a row it is declined.';
COMMENT ON COLUMN access.approval_limit.limit_minor IS 'Minor units of the currency.';

CREATE TABLE access.api_key (
    key_id text PRIMARY KEY CHECK (key_id ~ '^k_[a-z2-7]{16}$'),
    kind text NOT NULL CHECK (kind IN ('MERCHANT', 'ISSUER', 'ANALYST')),
    owner_name text NOT NULL CHECK (owner_name ~ '^[A-Za-z0-9._-]{1,64}$'),
    merchant_id text GENERATED ALWAYS AS (CASE WHEN kind = 'MERCHANT' THEN owner_name END) STORED
        REFERENCES access.merchant,
    digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    prefix text NOT NULL,
    scopes text[] NOT NULL,
    rate_per_second integer CHECK (rate_per_second BETWEEN 1 AND 100000),
    burst integer CHECK (burst BETWEEN rate_per_second AND 100000),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    replaced_by text REFERENCES access.api_key,
    CHECK ((rate_per_second IS NULL) = (burst IS NULL))
);
CREATE INDEX api_key_by_owner ON access.api_key (kind, owner_name);
COMMENT ON TABLE access.api_key IS 'Keys of programs. The key itself is nowhere in this database.';
COMMENT ON COLUMN access.api_key.key_id IS 'Names the key; no secret.';
COMMENT ON COLUMN access.api_key.owner_name IS 'The merchant''s id, or the name of the issuer or program.';
COMMENT ON COLUMN access.api_key.digest IS 'SHA-256 of the key, which is 256 random bits.';
COMMENT ON COLUMN access.api_key.prefix IS 'First ten characters of the key, to know it by.';
COMMENT ON COLUMN access.api_key.rate_per_second IS 'Null: as the merchant''s, or the standard.';
COMMENT ON COLUMN access.api_key.expires_at IS 'Set when the key is replaced; null: it does not end.';
COMMENT ON COLUMN access.api_key.replaced_by IS 'The key that took its place.';

-- Gateways keep all keys in memory: they read them again when they hear of this.
CREATE FUNCTION access.tell_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('cardbeam_access', '');
    RETURN NULL;
END $$;
CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.merchant
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_change();
CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.approval_limit
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_change();
CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON access.api_key
    FOR EACH STATEMENT EXECUTE FUNCTION access.tell_of_change();
