-- The file's rows with their place in it. Spark takes the parts of one file in their order, so that
-- ids that rise with part and row rise with the line.
SELECT monotonically_increasing_id() AS line, event_time, card_number, merchant, category,
  CAST(amount * 100 AS BIGINT) AS amount_minor, first_name, last_name, gender, street, city, state,
  postal_code, latitude, longitude, city_population, job, birth_date, request_id,
  merchant_latitude, merchant_longitude, is_fraud = 1 AS is_fraud
FROM csv_row
