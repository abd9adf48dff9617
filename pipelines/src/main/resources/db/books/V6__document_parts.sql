-- The parts of a document, as their columns. Names and units are those of the event contracts.
CREATE TYPE books.authorization_part AS (
    request_id text, card_token text, event_time timestamptz, amount_minor bigint, currency text,
    merchant_id text, merchant_name text, category text, channel text,
    merchant_latitude double precision, merchant_longitude double precision,
    merchant_city text, merchant_state text,
    outcome text, fraud_probability double precision, policy_version text, model_version text,
    reasons jsonb, content_fingerprint bigint);
CREATE TYPE books.transaction_part AS (
    id text, authorization_id text, purchase_id text, chargeback_id text,
    card_token text, event_time timestamptz, effective_from timestamptz,
    amount_minor bigint, currency text,
    merchant_id text, merchant_name text, category text,
    merchant_latitude double precision, merchant_longitude double precision,
    merchant_city text, merchant_state text,
    items jsonb, method text, reason text, outcome text, content_fingerprint bigint);
CREATE TYPE books.exception_part AS (
    transaction_id text, transaction_type text, authorization_id text, card_token text,
    event_time timestamptz, amount_minor bigint, currency text, code text, reason text);
CREATE TYPE books.card_part AS (
    update_id text, card_token text, event_time timestamptz, kind text, status text,
    last_four text, credit_limit_minor bigint, currency text,
    first_name text, last_name text, gender text, birth_date date, job text,
    street text, city text, state text, postal_code text, country text,
    latitude double precision, longitude double precision, city_population integer,
    content_fingerprint bigint);
CREATE TYPE books.finding_part AS (
    finding_id text, request_id text, request_time timestamptz, card_token text,
    event_time timestamptz, verdict text, source text, note text,
    content_fingerprint bigint);
CREATE TYPE books.statement_part AS (
    card_token text, currency text, last_four text, cardholder text, period_start date,
    period_end date, issue integer, due_date date, terms_version text,
    opening_balance_minor bigint, purchases_minor bigint, credits_minor bigint,
    disputes_minor bigint, fees_minor bigint, interest_minor bigint,
    closing_balance_minor bigint, closing_difference_minor bigint,
    minimum_payment_minor bigint, past_due_minor bigint, interest_balance_minor bigint,
    fees_year_to_date_minor bigint, interest_year_to_date_minor bigint, purchase_count integer,
    credit_count integer);
CREATE TYPE books.statement_line_part AS (
    line_number integer, kind text, transaction_id text, transaction_date date, posting_date date,
    is_late boolean, event_time timestamptz, description text, category text, amount_minor bigint);
CREATE TYPE books.ledger_entry_part AS (
    kind text, transaction_id text, posting_date date, ledger_account text, amount_minor bigint);
CREATE TYPE books.conflict_part AS (
    event_type text, card_token text, event_key text, standing_fingerprint bigint,
    fingerprint bigint, content text);

-- What a request or a purchase refers to.
CREATE TYPE books.reference_part AS (
    card_token text, merchant_id text, merchant_name text, category text,
    merchant_latitude double precision, merchant_longitude double precision,
    merchant_city text, merchant_state text);

-- Null where it is not there; the place also where nothing is told of one.
CREATE TYPE books.reference_ids AS (
    card_id bigint, merchant_name_id bigint, category_id integer, place_id bigint,
    complete boolean);
