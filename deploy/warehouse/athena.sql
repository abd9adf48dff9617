-- The star schema for athena. Written by ./cardbeam ddl from schemas/avro/table; don't edit.
-- ${LOCATION}: the star's folder, one build of it, for instance s3://bucket/star/current.

CREATE EXTERNAL TABLE IF NOT EXISTS fact_transaction (
  `transaction_key` BIGINT COMMENT 'Surrogate key: hash of transaction_type, card_token and transaction_id.',
  `transaction_id` STRING COMMENT 'Key of the purchase, refund, chargeback, resolution, payment or return of a payment at its source, one among those of its type and card (degenerate dimension).',
  `transaction_type` STRING COMMENT 'PURCHASE, REFUND, CHARGEBACK, CHARGEBACK_UPHELD, CHARGEBACK_REJECTED, PAYMENT or PAYMENT_RETURNED.',
  `purchase_id` STRING COMMENT 'The purchase that this row is, that it gives back, or whose dispute it decides, whether it is booked or not; null for a payment and its return, and for a refund that names none.',
  `authorization_key` BIGINT COMMENT 'fact_authorization: the request behind the purchase, also one that was not approved; 0 for a payment and its return, and where none is named or the request is not known.',
  `date_key` INT COMMENT 'dim_date: UTC date of event_time.',
  `time_of_day_key` INT COMMENT 'dim_time_of_day: UTC minute of event_time.',
  `customer_key` BIGINT COMMENT 'dim_customer: the version that was valid at event_time; 0 where the card has no cardholder yet.',
  `address_key` BIGINT COMMENT 'dim_address: the cardholder\'s home that was valid at event_time; 0 where the card has no cardholder yet.',
  `card_key` BIGINT COMMENT 'dim_card.',
  `merchant_key` BIGINT COMMENT 'dim_merchant: the purchase\'s; 0 for a payment and its return, and where the purchase that the row gives back is not booked.',
  `category_key` BIGINT COMMENT 'dim_category: the purchase\'s; 0 for a payment and its return, and where the purchase that the row gives back is not booked.',
  `event_time` TIMESTAMP COMMENT 'When it happened, UTC.',
  `posted_at` TIMESTAMP COMMENT 'Posting cut-off from which it counts, UTC; for a chargeback and its resolution its event time.',
  `amount_minor` BIGINT COMMENT 'Signed amount in minor units: above 0 for a purchase and a rejected chargeback, 0 for an upheld one, below 0 for all others.',
  `currency` STRING COMMENT 'ISO 4217 code of the row\'s amounts.',
  `is_fraud` BOOLEAN COMMENT 'Whether the purchase, or the one that this row gives back, has turned out to be fraud: the latest of the findings on its request, the chargebacks of it and how those were decided says so; of a purchase without a request the chargebacks of itself. False...',
  `ledger_flags` STRING COMMENT 'What the row does not match, by commas: NO_AUTHORIZATION (a purchase without an approved request), OTHER_CURRENCY, AFTER_HOLD, ABOVE_TOLERANCE, NO_PURCHASE (what it gives back is not booked), ABOVE_PURCHASE, NO_CHARGEBACK (what it decides is not booked...'
)
COMMENT 'fact_transaction: one row for each cleared transaction. amount_minor has the sign of what the cardholder owes: a purchase adds to it, a refund, a chargeback and a payment take from it, a chargeback that is rejected and a payment that comes back add to it again and one that is upheld is 0, so that the sum over a card is its balance.'
PARTITIONED BY (`month` STRING)
STORED AS PARQUET
LOCATION '${LOCATION}/fact_transaction/';
MSCK REPAIR TABLE fact_transaction;

CREATE EXTERNAL TABLE IF NOT EXISTS fact_authorization (
  `authorization_key` BIGINT COMMENT 'Surrogate key: hash of card_token and request_id.',
  `request_id` STRING COMMENT 'Key of the request among those of its card (degenerate dimension): another card may have one of the same id.',
  `date_key` INT COMMENT 'dim_date: UTC date of event_time.',
  `time_of_day_key` INT COMMENT 'dim_time_of_day: UTC minute of event_time.',
  `customer_key` BIGINT COMMENT 'dim_customer: the version that was valid at event_time; 0 where the card has no cardholder yet.',
  `address_key` BIGINT COMMENT 'dim_address: the cardholder\'s home that was valid at event_time; 0 where the card has no cardholder yet.',
  `card_key` BIGINT COMMENT 'dim_card.',
  `merchant_key` BIGINT COMMENT 'dim_merchant; 0 where there is no merchant or it is not known.',
  `category_key` BIGINT COMMENT 'dim_category; 0 where there is no category or it is not known.',
  `outcome_key` BIGINT COMMENT 'dim_outcome: how the request was answered.',
  `channel` STRING COMMENT 'CARD_PRESENT, ONLINE or UNKNOWN.',
  `event_time` TIMESTAMP COMMENT 'When the merchant asked, UTC.',
  `amount_minor` BIGINT COMMENT 'Amount asked for in minor units, above 0.',
  `currency` STRING COMMENT 'ISO 4217 code of the row\'s amounts.',
  `fraud_probability` DOUBLE COMMENT '0 to 1, after calibration of the policy.',
  `is_fraud` BOOLEAN COMMENT 'Whether the request has turned out to be fraud: the latest of the findings on it, the chargebacks of its purchase and how those were decided says so. False where nothing was found.',
  `reason_codes` STRING COMMENT 'Codes of the reasons, weightiest first, joined by a comma; empty where there are none.',
  `reasons` STRING COMMENT 'The reasons in words, weightiest first, joined by a semicolon; empty where there are none.',
  `policy_version` STRING COMMENT 'Policy that decided.',
  `model_version` STRING COMMENT 'Scorer behind the probability.',
  `merchant_city` STRING COMMENT 'City of the purchase; null where not known.',
  `merchant_state` STRING COMMENT 'State or region code of the purchase; null where not known.',
  `merchant_latitude` DOUBLE COMMENT 'Place of the purchase, degrees north; null where not known.',
  `merchant_longitude` DOUBLE COMMENT 'Place of the purchase, degrees east; null where not known.'
)
COMMENT 'fact_authorization: one row for each authorization request with its answer.'
PARTITIONED BY (`month` STRING)
STORED AS PARQUET
LOCATION '${LOCATION}/fact_authorization/';
MSCK REPAIR TABLE fact_authorization;

CREATE EXTERNAL TABLE IF NOT EXISTS fact_ledger_transfer (
  `ledger_transfer_key` BIGINT COMMENT 'Surrogate key: hash of transfer_kind, card_token and event_id. Of a kind that fact_transaction has, its transaction_key.',
  `transfer_id` STRING COMMENT 'Key of the transfer in the ledger (degenerate dimension).',
  `transfer_kind` STRING COMMENT 'HOLD, PURCHASE, REVERSAL, REFUND, CHARGEBACK, CHARGEBACK_UPHELD, CHARGEBACK_REJECTED, PAYMENT or PAYMENT_RETURNED.',
  `transfer_state` STRING COMMENT 'PENDING for a hold, VOIDED for a reversal, else POSTED.',
  `event_id` STRING COMMENT 'Key of the event that it books, one among those of its kind and card (degenerate dimension).',
  `authorization_key` BIGINT COMMENT 'fact_authorization: the request that a hold was made for, or whose hold a purchase or reversal names; 0 for other kinds, and where that is not known.',
  `date_key` INT COMMENT 'dim_date: UTC date of event_time.',
  `time_of_day_key` INT COMMENT 'dim_time_of_day: UTC minute of event_time.',
  `customer_key` BIGINT COMMENT 'dim_customer: the version that was valid at event_time; 0 where the card has no cardholder yet.',
  `address_key` BIGINT COMMENT 'dim_address: the cardholder\'s home that was valid at event_time; 0 where the card has no cardholder yet.',
  `card_key` BIGINT COMMENT 'dim_card.',
  `debit_account` STRING COMMENT 'Account that is debited: CARDHOLDER, SETTLEMENT, DISPUTES, CASH, FEE_INCOME or INTEREST_INCOME.',
  `credit_account` STRING COMMENT 'Account that is credited, one of the same.',
  `event_time` TIMESTAMP COMMENT 'When it happened, UTC.',
  `effective_from` TIMESTAMP COMMENT 'From when available credit counts it, UTC.',
  `expires_at` TIMESTAMP COMMENT 'From when a hold reserves nothing, UTC; null for other kinds.',
  `amount_minor` BIGINT COMMENT 'Amount, in minor units of currency, above 0.',
  `owed_minor` BIGINT COMMENT 'What it adds to what the cardholder owes, in minor units of currency; below 0 where it takes from it, 0 where it moves nothing or leaves the cardholder\'s account alone.',
  `currency` STRING COMMENT 'ISO 4217 code.',
  `flags` STRING COMMENT 'What it does not match, as ABOVE_TOLERANCE, separated by commas; empty where it matches.'
)
COMMENT 'fact_ledger_transfer: one row for each booking of a card\'s account, double entry, holds too. What posted transfers add to what the cardholder owes is owed_minor, so that its sum over a card and a currency is the balance.'
PARTITIONED BY (`month` STRING)
STORED AS PARQUET
LOCATION '${LOCATION}/fact_ledger_transfer/';
MSCK REPAIR TABLE fact_ledger_transfer;

CREATE EXTERNAL TABLE IF NOT EXISTS dim_customer (
  `customer_key` BIGINT COMMENT 'Surrogate key: hash of card_token and valid_from; 0: unknown.',
  `card_token` STRING COMMENT 'Natural key: the card whose holder this is, as a token; empty for unknown.',
  `first_name` STRING COMMENT 'Given name.',
  `last_name` STRING COMMENT 'Family name.',
  `gender` STRING COMMENT 'As the source gives it.',
  `job` STRING COMMENT 'Occupation.',
  `birth_date` DATE COMMENT 'Date of birth.',
  `valid_from` TIMESTAMP COMMENT 'First instant of this version, UTC; 1970-01-01 for a card\'s first.',
  `valid_to` TIMESTAMP COMMENT 'First instant after it, UTC; 9999-12-31 for the current one.',
  `is_current` BOOLEAN COMMENT 'Whether this is the latest version.'
)
COMMENT 'dim_customer, type 2: one row for each version of a card\'s cardholder as a person; dim_address has the home. The versions of a card follow each other without gap or overlap, from 1970-01-01 on. Row 0 is the unknown cardholder.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_customer/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_address (
  `address_key` BIGINT COMMENT 'Surrogate key: hash of card_token and valid_from; 0: unknown.',
  `card_token` STRING COMMENT 'Natural key: the card whose holder lives there, as a token; empty for unknown.',
  `street` STRING COMMENT 'Street and number.',
  `city` STRING COMMENT 'Home city.',
  `state` STRING COMMENT 'Home state or region code.',
  `postal_code` STRING COMMENT 'Postal code.',
  `country` STRING COMMENT 'ISO 3166-1 alpha-2 code; empty for unknown.',
  `latitude` DOUBLE COMMENT 'Home, degrees north.',
  `longitude` DOUBLE COMMENT 'Home, degrees east.',
  `city_population` INT COMMENT 'Inhabitants of the city.',
  `valid_from` TIMESTAMP COMMENT 'First instant of this version, UTC; 1970-01-01 for a card\'s first.',
  `valid_to` TIMESTAMP COMMENT 'First instant after it, UTC; 9999-12-31 for the current one.',
  `is_current` BOOLEAN COMMENT 'Whether this is the latest version.'
)
COMMENT 'dim_address, type 2: one row for each version of the home of a card\'s cardholder. The versions of a card follow each other without gap or overlap, from 1970-01-01 on. Row 0 is the unknown address.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_address/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_card (
  `card_key` BIGINT COMMENT 'Surrogate key: hash of card_token; 0: unknown.',
  `card_token` STRING COMMENT 'Card token, never a card number.',
  `last_four` STRING COMMENT 'Last four digits of the card number; empty where the card\'s record has not come yet.',
  `status` STRING COMMENT 'ACTIVE, BLOCKED or CLOSED; UNKNOWN where the card\'s record has not come yet.',
  `credit_limit_minor` BIGINT COMMENT 'Credit limit in minor units; null: none is known.',
  `currency` STRING COMMENT 'ISO 4217 code of the limit; empty where the card\'s record has not come yet.',
  `issued_at` TIMESTAMP COMMENT 'Event time of the card\'s issue, UTC; null where not known.'
)
COMMENT 'dim_card, type 1: one row for each card in its latest state. Row 0 is the unknown card.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_card/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_merchant (
  `merchant_key` BIGINT COMMENT 'Surrogate key: hash of merchant_id; 0: unknown.',
  `merchant_id` STRING COMMENT 'Natural key; empty for unknown.',
  `merchant_name` STRING COMMENT 'Latest name, as a statement shows it.'
)
COMMENT 'dim_merchant, type 1: one row for each merchant under its latest name. Row 0 is the unknown merchant.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_merchant/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_category (
  `category_key` BIGINT COMMENT 'Surrogate key: hash of category; 0: unknown.',
  `category` STRING COMMENT 'Natural key, for instance grocery_pos.'
)
COMMENT 'dim_category: one row for each merchant category. Row 0 is the unknown category.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_category/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_date (
  `date_key` INT COMMENT 'The date as yyyymmdd; 0: unknown.',
  `date` DATE COMMENT 'The date, UTC; null for unknown.',
  `year` INT COMMENT 'Year; 0 for unknown.',
  `quarter` INT COMMENT '1 to 4; 0 for unknown.',
  `year_quarter` STRING COMMENT 'For instance 2020-Q1.',
  `month` INT COMMENT '1 to 12; 0 for unknown.',
  `month_name` STRING COMMENT 'English name.',
  `year_month` STRING COMMENT 'For instance 2020-03: the partition of the facts.',
  `iso_week` INT COMMENT 'ISO 8601 week, 1 to 53; 0 for unknown.',
  `day_of_month` INT COMMENT '1 to 31; 0 for unknown.',
  `day_of_year` INT COMMENT '1 to 366; 0 for unknown.',
  `weekday` INT COMMENT 'ISO 8601: 1 Monday to 7 Sunday; 0 for unknown.',
  `weekday_name` STRING COMMENT 'English name.',
  `is_weekend` BOOLEAN COMMENT 'Whether it is a Saturday or a Sunday.'
)
COMMENT 'dim_date: one row for each day of every year that has a fact. Row 0 is the unknown date.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_date/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_time_of_day (
  `time_of_day_key` INT COMMENT '1 for 00:00 to 1440 for 23:59; 0: unknown.',
  `time_of_day` STRING COMMENT 'For instance 08:15; empty for unknown.',
  `hour` INT COMMENT '0 to 23; -1 for unknown.',
  `minute` INT COMMENT '0 to 59; -1 for unknown.',
  `part_of_day` STRING COMMENT 'Night (00-05), Morning (06-11), Afternoon (12-17), Evening (18-23).'
)
COMMENT 'dim_time_of_day: one row for each minute of a day, UTC. Row 0 is the unknown time.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_time_of_day/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_outcome (
  `outcome_key` BIGINT COMMENT 'Surrogate key: hash of outcome; 0: unknown.',
  `outcome` STRING COMMENT 'APPROVED, REFERRED or DECLINED.',
  `meaning` STRING COMMENT 'The answer in words.'
)
COMMENT 'dim_outcome: one row for each answer to a request. Row 0 is the unknown answer.'
STORED AS PARQUET
LOCATION '${LOCATION}/dim_outcome/';

CREATE EXTERNAL TABLE IF NOT EXISTS control_total (
  `fact` STRING COMMENT 'Name of the fact: fact_transaction or fact_authorization.',
  `year_month` STRING COMMENT 'UTC month of event_time, for instance 2020-03.',
  `currency` STRING COMMENT 'ISO 4217 code.',
  `row_count` BIGINT COMMENT 'Events.',
  `amount_minor` BIGINT COMMENT 'Sum of their amounts in minor units, with the fact\'s sign.',
  `latest_event_time` TIMESTAMP COMMENT 'Event time of the latest of them, UTC.'
)
COMMENT 'control_total: what a fact must add up to, counted from the events themselves before any row was made of them. One row for each fact, month and currency.'
PARTITIONED BY (`month` STRING)
STORED AS PARQUET
LOCATION '${LOCATION}/control_total/';
MSCK REPAIR TABLE control_total;

CREATE OR REPLACE VIEW fact_transaction_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_transaction;

CREATE OR REPLACE VIEW fact_authorization_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_authorization;

CREATE OR REPLACE VIEW fact_ledger_transfer_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM fact_ledger_transfer;

