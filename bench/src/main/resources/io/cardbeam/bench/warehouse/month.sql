-- One month of both facts, each a file in order of event time. Variables: output, year_month.
-- COPY … PARTITION_BY writes all months at once, but with several threads not all rows in order.

COPY (
  SELECT authorization_key, request_id, date_key, time_of_day_key, customer_key, address_key,
    card_key, merchant_key, category_key, outcome_key, channel,
    make_timestamptz(epoch_us(event_time)) AS event_time, amount_minor, 'USD' AS currency,
    fraud_probability, is_fraud, reason_codes, reasons, policy_version, model_version,
    NULL::VARCHAR AS merchant_city, NULL::VARCHAR AS merchant_state, merchant_latitude,
    merchant_longitude
  FROM answered
  WHERE date_key // 100 = replace(getvariable('year_month'), '-', '')::INTEGER
  ORDER BY event_time, authorization_key)
TO (getvariable('output') || '/fact_authorization/month=' || getvariable('year_month')
  || '/part-00000-of-00001.parquet') (FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT surrogate_key('PURCHASE', card_token || chr(31) || request_id) AS transaction_key,
    request_id AS transaction_id,
    'PURCHASE' AS transaction_type, request_id AS purchase_id, authorization_key, date_key,
    time_of_day_key, customer_key, address_key, card_key, merchant_key, category_key,
    make_timestamptz(epoch_us(event_time)) AS event_time,
    -- The first midnight that is at least two hours ahead.
    make_timestamptz(epoch_us(
      date_trunc('day', event_time + INTERVAL 2 HOUR - INTERVAL 1 MICROSECOND)
      + INTERVAL 1 DAY)) AS posted_at,
    amount_minor, 'USD' AS currency, is_fraud, '' AS ledger_flags
  FROM answered
  WHERE date_key // 100 = replace(getvariable('year_month'), '-', '')::INTEGER AND is_approved
  ORDER BY event_time, transaction_key)
TO (getvariable('output') || '/fact_transaction/month=' || getvariable('year_month')
  || '/part-00000-of-00001.parquet') (FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT fact, year_month, currency, row_count, amount_minor,
    make_timestamptz(epoch_us(latest_event_time)) AS latest_event_time
  FROM control_total
  WHERE year_month = getvariable('year_month')
  ORDER BY ALL)
TO (getvariable('output') || '/control_total/month=' || getvariable('year_month')
  || '/part-00000-of-00001.parquet') (FORMAT parquet, COMPRESSION zstd);
