-- The star schema for redshift copy. Written by ./cardbeam ddl from schemas/avro/table; don't edit.
-- ${LOCATION}: the star's folder, one build of it, for instance s3://bucket/star/current.

CREATE TABLE IF NOT EXISTS fact_transaction (
  "transaction_key" BIGINT NOT NULL,
  "transaction_id" VARCHAR(4096) NOT NULL,
  "transaction_type" VARCHAR(4096) NOT NULL,
  "purchase_id" VARCHAR(4096),
  "authorization_key" BIGINT NOT NULL,
  "date_key" INTEGER NOT NULL,
  "time_of_day_key" INTEGER NOT NULL,
  "customer_key" BIGINT NOT NULL,
  "address_key" BIGINT NOT NULL,
  "card_key" BIGINT NOT NULL,
  "merchant_key" BIGINT NOT NULL,
  "category_key" BIGINT NOT NULL,
  "event_time" TIMESTAMPTZ NOT NULL,
  "posted_at" TIMESTAMPTZ NOT NULL,
  "amount_minor" BIGINT NOT NULL,
  "currency" VARCHAR(4096) NOT NULL,
  "is_fraud" BOOLEAN NOT NULL,
  "ledger_flags" VARCHAR(4096) NOT NULL
)
DISTKEY ("card_key")
SORTKEY ("date_key");
TRUNCATE fact_transaction;
COPY fact_transaction FROM '${LOCATION}/fact_transaction/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS fact_authorization (
  "authorization_key" BIGINT NOT NULL,
  "request_id" VARCHAR(4096) NOT NULL,
  "date_key" INTEGER NOT NULL,
  "time_of_day_key" INTEGER NOT NULL,
  "customer_key" BIGINT NOT NULL,
  "address_key" BIGINT NOT NULL,
  "card_key" BIGINT NOT NULL,
  "merchant_key" BIGINT NOT NULL,
  "category_key" BIGINT NOT NULL,
  "outcome_key" BIGINT NOT NULL,
  "channel" VARCHAR(4096) NOT NULL,
  "event_time" TIMESTAMPTZ NOT NULL,
  "amount_minor" BIGINT NOT NULL,
  "currency" VARCHAR(4096) NOT NULL,
  "fraud_probability" DOUBLE PRECISION NOT NULL,
  "is_fraud" BOOLEAN NOT NULL,
  "reason_codes" VARCHAR(4096) NOT NULL,
  "reasons" VARCHAR(4096) NOT NULL,
  "policy_version" VARCHAR(4096) NOT NULL,
  "model_version" VARCHAR(4096) NOT NULL,
  "merchant_city" VARCHAR(4096),
  "merchant_state" VARCHAR(4096),
  "merchant_latitude" DOUBLE PRECISION,
  "merchant_longitude" DOUBLE PRECISION
)
DISTKEY ("card_key")
SORTKEY ("date_key");
TRUNCATE fact_authorization;
COPY fact_authorization FROM '${LOCATION}/fact_authorization/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS fact_ledger_transfer (
  "ledger_transfer_key" BIGINT NOT NULL,
  "transfer_id" VARCHAR(4096) NOT NULL,
  "transfer_kind" VARCHAR(4096) NOT NULL,
  "transfer_state" VARCHAR(4096) NOT NULL,
  "event_id" VARCHAR(4096) NOT NULL,
  "authorization_key" BIGINT NOT NULL,
  "date_key" INTEGER NOT NULL,
  "time_of_day_key" INTEGER NOT NULL,
  "customer_key" BIGINT NOT NULL,
  "address_key" BIGINT NOT NULL,
  "card_key" BIGINT NOT NULL,
  "debit_account" VARCHAR(4096) NOT NULL,
  "credit_account" VARCHAR(4096) NOT NULL,
  "event_time" TIMESTAMPTZ NOT NULL,
  "effective_from" TIMESTAMPTZ NOT NULL,
  "expires_at" TIMESTAMPTZ,
  "amount_minor" BIGINT NOT NULL,
  "owed_minor" BIGINT NOT NULL,
  "currency" VARCHAR(4096) NOT NULL,
  "flags" VARCHAR(4096) NOT NULL
)
DISTKEY ("card_key")
SORTKEY ("date_key");
TRUNCATE fact_ledger_transfer;
COPY fact_ledger_transfer FROM '${LOCATION}/fact_ledger_transfer/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_customer (
  "customer_key" BIGINT NOT NULL,
  "card_token" VARCHAR(4096) NOT NULL,
  "first_name" VARCHAR(4096) NOT NULL,
  "last_name" VARCHAR(4096) NOT NULL,
  "gender" VARCHAR(4096),
  "job" VARCHAR(4096),
  "birth_date" DATE,
  "valid_from" TIMESTAMPTZ NOT NULL,
  "valid_to" TIMESTAMPTZ NOT NULL,
  "is_current" BOOLEAN NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_customer;
COPY dim_customer FROM '${LOCATION}/dim_customer/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_address (
  "address_key" BIGINT NOT NULL,
  "card_token" VARCHAR(4096) NOT NULL,
  "street" VARCHAR(4096) NOT NULL,
  "city" VARCHAR(4096) NOT NULL,
  "state" VARCHAR(4096) NOT NULL,
  "postal_code" VARCHAR(4096) NOT NULL,
  "country" VARCHAR(4096) NOT NULL,
  "latitude" DOUBLE PRECISION,
  "longitude" DOUBLE PRECISION,
  "city_population" INTEGER,
  "valid_from" TIMESTAMPTZ NOT NULL,
  "valid_to" TIMESTAMPTZ NOT NULL,
  "is_current" BOOLEAN NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_address;
COPY dim_address FROM '${LOCATION}/dim_address/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_card (
  "card_key" BIGINT NOT NULL,
  "card_token" VARCHAR(4096) NOT NULL,
  "last_four" VARCHAR(4096) NOT NULL,
  "status" VARCHAR(4096) NOT NULL,
  "credit_limit_minor" BIGINT,
  "currency" VARCHAR(4096) NOT NULL,
  "issued_at" TIMESTAMPTZ
)
DISTSTYLE ALL;
TRUNCATE dim_card;
COPY dim_card FROM '${LOCATION}/dim_card/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_merchant (
  "merchant_key" BIGINT NOT NULL,
  "merchant_id" VARCHAR(4096) NOT NULL,
  "merchant_name" VARCHAR(4096) NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_merchant;
COPY dim_merchant FROM '${LOCATION}/dim_merchant/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_category (
  "category_key" BIGINT NOT NULL,
  "category" VARCHAR(4096) NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_category;
COPY dim_category FROM '${LOCATION}/dim_category/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_date (
  "date_key" INTEGER NOT NULL,
  "date" DATE,
  "year" INTEGER NOT NULL,
  "quarter" INTEGER NOT NULL,
  "year_quarter" VARCHAR(4096) NOT NULL,
  "month" INTEGER NOT NULL,
  "month_name" VARCHAR(4096) NOT NULL,
  "year_month" VARCHAR(4096) NOT NULL,
  "iso_week" INTEGER NOT NULL,
  "day_of_month" INTEGER NOT NULL,
  "day_of_year" INTEGER NOT NULL,
  "weekday" INTEGER NOT NULL,
  "weekday_name" VARCHAR(4096) NOT NULL,
  "is_weekend" BOOLEAN NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_date;
COPY dim_date FROM '${LOCATION}/dim_date/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_time_of_day (
  "time_of_day_key" INTEGER NOT NULL,
  "time_of_day" VARCHAR(4096) NOT NULL,
  "hour" INTEGER NOT NULL,
  "minute" INTEGER NOT NULL,
  "part_of_day" VARCHAR(4096) NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_time_of_day;
COPY dim_time_of_day FROM '${LOCATION}/dim_time_of_day/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS dim_outcome (
  "outcome_key" BIGINT NOT NULL,
  "outcome" VARCHAR(4096) NOT NULL,
  "meaning" VARCHAR(4096) NOT NULL
)
DISTSTYLE ALL;
TRUNCATE dim_outcome;
COPY dim_outcome FROM '${LOCATION}/dim_outcome/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE TABLE IF NOT EXISTS control_total (
  "fact" VARCHAR(4096) NOT NULL,
  "year_month" VARCHAR(4096) NOT NULL,
  "currency" VARCHAR(4096) NOT NULL,
  "row_count" BIGINT NOT NULL,
  "amount_minor" BIGINT NOT NULL,
  "latest_event_time" TIMESTAMPTZ NOT NULL
);
TRUNCATE control_total;
COPY control_total FROM '${LOCATION}/control_total/'
IAM_ROLE '${ROLE_ARN}' FORMAT AS PARQUET;

CREATE OR REPLACE VIEW fact_transaction_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_transaction;

CREATE OR REPLACE VIEW fact_authorization_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_authorization;

CREATE OR REPLACE VIEW fact_ledger_transfer_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_ledger_transfer;

