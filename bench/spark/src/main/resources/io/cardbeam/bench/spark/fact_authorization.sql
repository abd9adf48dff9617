SELECT month, authorization_key, request_id, date_key, time_of_day_key, customer_key, address_key,
  card_key, merchant_key, category_key, outcome_key, channel, event_time, amount_minor,
  'USD' AS currency, fraud_probability, is_fraud, reason_codes, reasons, policy_version,
  model_version, CAST(NULL AS STRING) AS merchant_city, CAST(NULL AS STRING) AS merchant_state,
  merchant_latitude, merchant_longitude
FROM answered
