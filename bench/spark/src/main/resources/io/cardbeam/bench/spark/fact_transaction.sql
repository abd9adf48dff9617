-- It counts from the first midnight that is at least two hours ahead.
SELECT month,
  surrogate_key('PURCHASE', concat(card_token, char(31), request_id)) AS transaction_key,
  request_id AS transaction_id, 'PURCHASE' AS transaction_type, request_id AS purchase_id,
  authorization_key, date_key, time_of_day_key, customer_key, address_key, card_key, merchant_key,
  category_key, event_time,
  date_trunc('DAY', event_time + INTERVAL 2 HOURS - INTERVAL 1 MICROSECOND) + INTERVAL 1 DAY
    AS posted_at,
  amount_minor, 'USD' AS currency, is_fraud, '' AS ledger_flags
FROM answered
WHERE is_approved
