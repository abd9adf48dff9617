-- The merchant's id is another hash than Cardbeam's, which no SQL can compute.
WITH named AS (
  SELECT merchant, regexp_replace(merchant, '^fraud_(?=.)', '') AS merchant_name
  FROM (SELECT DISTINCT merchant FROM payment)),
known AS (
  SELECT merchant, merchant_name, left(sha2(merchant_name, 256), 16) AS merchant_id FROM named)
SELECT merchant, merchant_name, merchant_id,
  surrogate_key('merchant', merchant_id) AS merchant_key
FROM known
