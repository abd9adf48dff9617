-- The requests with their decisions and the keys of what was valid at their event time.

CREATE TABLE answered AS
SELECT surrogate_key('authorization',
    holder_period.card_token || chr(31) || payment.request_id) AS authorization_key,
  holder_period.card_token, payment.request_id, payment.event_time,
  (year(event_time) * 10000 + month(event_time) * 100 + day(event_time))::INTEGER AS date_key,
  (1 + hour(event_time) * 60 + minute(event_time))::INTEGER AS time_of_day_key,
  customer_key, address_key, card_key, merchant_key, category_key, outcome_key,
  CASE WHEN suffix(payment.category, '_net') THEN 'ONLINE' ELSE 'CARD_PRESENT' END AS channel,
  amount_minor, fraud_probability, is_fraud, reason_codes, reasons, policy_version, model_version,
  merchant_latitude, merchant_longitude, outcome.outcome = 'APPROVED' AS is_approved
FROM payment
JOIN read_parquet(getvariable('decisions')) AS decision
  ON decision.request_id = payment.request_id
JOIN holder_period
  ON holder_period.card_number = payment.card_number
  AND holder_period.valid_from <= payment.event_time
  AND payment.event_time < holder_period.valid_to
JOIN merchant ON merchant.merchant = payment.merchant
JOIN category ON category.category = payment.category
JOIN outcome ON outcome.outcome = decision.outcome;

DROP TABLE payment;

-- A request that came twice on its card counts once, the earlier. Mostly there is none, which a count of the
-- keys tells for less than sorting out rows would cost.
CREATE TABLE repeated AS
SELECT authorization_key
FROM answered
GROUP BY authorization_key
HAVING count(*) > 1;

DELETE FROM answered
WHERE rowid IN (
  SELECT rowid
  FROM answered
  WHERE authorization_key IN (FROM repeated)
  QUALIFY row_number() OVER (PARTITION BY authorization_key ORDER BY event_time, rowid) > 1);

-- What the rows of each month must add up to.
CREATE TABLE control_total AS
SELECT fact, strftime(make_date(month_key // 100, month_key % 100, 1), '%Y-%m') AS year_month,
  'USD' AS currency, row_count, amount_minor, latest_event_time
FROM (
  SELECT 'fact_authorization' AS fact, date_key // 100 AS month_key, count(*) AS row_count,
    sum(amount_minor)::BIGINT AS amount_minor, max(event_time) AS latest_event_time
  FROM answered
  GROUP BY ALL
  UNION ALL
  SELECT 'fact_transaction', date_key // 100, count(*), sum(amount_minor)::BIGINT, max(event_time)
  FROM answered
  WHERE is_approved
  GROUP BY ALL);
