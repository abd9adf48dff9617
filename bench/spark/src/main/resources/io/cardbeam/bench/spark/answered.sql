-- The requests with their decisions and the keys of what was valid at their event time. A request
-- that came twice counts once, the earlier; told where the join has brought its rows together.
WITH counted AS (
  SELECT *, row_number() OVER (PARTITION BY card_number, request_id ORDER BY event_time, line) AS copy
  FROM payment)
SELECT /*+ BROADCAST(holder_period, merchant, category, outcome) */
  concat_ws('-', year(event_time), lpad(month(event_time), 2, '0')) AS month,
  surrogate_key('authorization', concat(card_token, char(31), counted.request_id))
    AS authorization_key,
  card_token, counted.request_id, event_time,
  year(event_time) * 10000 + month(event_time) * 100 + day(event_time) AS date_key,
  1 + hour(event_time) * 60 + minute(event_time) AS time_of_day_key,
  customer_key, address_key, card_key, merchant_key, category_key, outcome_key,
  if(endswith(counted.category, '_net'), 'ONLINE', 'CARD_PRESENT') AS channel, amount_minor,
  fraud_probability, is_fraud, reason_codes, reasons, policy_version, model_version,
  merchant_latitude, merchant_longitude, outcome.outcome = 'APPROVED' AS is_approved
FROM counted
JOIN decision ON decision.request_id = counted.request_id
JOIN holder_period
  ON holder_period.card_number = counted.card_number
  AND holder_period.valid_from <= event_time
  AND event_time < holder_period.valid_to
JOIN merchant ON merchant.merchant = counted.merchant
JOIN category ON category.category = counted.category
JOIN outcome ON outcome.outcome = decision.outcome
WHERE copy = 1
