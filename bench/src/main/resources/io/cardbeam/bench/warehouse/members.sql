-- The dimensions as files, each with row 0 for the unknown member. Variable: output.

COPY (
  SELECT customer_key, card_token, first_name, last_name, gender, job, birth_date,
    make_timestamptz(epoch_us(valid_from)) AS valid_from,
    make_timestamptz(epoch_us(valid_to)) AS valid_to, valid_to = TIMESTAMP '9999-12-31' AS is_current
  FROM customer
  UNION ALL
  VALUES (0, '', 'Unknown', 'Unknown', NULL, NULL, NULL, TIMESTAMPTZ '1970-01-01 00:00:00+00',
    TIMESTAMPTZ '9999-12-31 00:00:00+00', true)
  ORDER BY 1)
TO (getvariable('output') || '/dim_customer/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT address_key, card_token, street, city, state, postal_code, country, latitude, longitude,
    city_population, make_timestamptz(epoch_us(valid_from)) AS valid_from,
    make_timestamptz(epoch_us(valid_to)) AS valid_to, valid_to = TIMESTAMP '9999-12-31' AS is_current
  FROM address
  UNION ALL
  VALUES (0, '', '', 'Unknown', 'Unknown', '', '', NULL, NULL, NULL,
    TIMESTAMPTZ '1970-01-01 00:00:00+00', TIMESTAMPTZ '9999-12-31 00:00:00+00', true)
  ORDER BY 1)
TO (getvariable('output') || '/dim_address/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT card_key, card_token, right(card_number, 4) AS last_four, 'ACTIVE' AS status,
    NULL::BIGINT AS credit_limit_minor, 'USD' AS currency,
    TIMESTAMPTZ '1970-01-01 00:00:00+00' AS issued_at
  FROM card
  UNION ALL
  VALUES (0, '', '', 'UNKNOWN', NULL, '', NULL)
  ORDER BY 1)
TO (getvariable('output') || '/dim_card/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT DISTINCT merchant_key, merchant_id, merchant_name FROM merchant
  UNION ALL
  VALUES (0, '', 'Unknown')
  ORDER BY 1)
TO (getvariable('output') || '/dim_merchant/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT category_key, category FROM category
  UNION ALL
  VALUES (0, 'Unknown')
  ORDER BY 1)
TO (getvariable('output') || '/dim_category/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  FROM outcome
  UNION ALL
  VALUES (0, 'Unknown', 'It is not known.')
  ORDER BY 1)
TO (getvariable('output') || '/dim_outcome/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT strftime(day, '%Y%m%d')::INTEGER AS date_key, day AS date, year(day)::INTEGER AS year,
    quarter(day)::INTEGER AS quarter, year(day) || '-Q' || quarter(day) AS year_quarter,
    month(day)::INTEGER AS month, monthname(day) AS month_name,
    strftime(day, '%Y-%m') AS year_month, weekofyear(day)::INTEGER AS iso_week,
    day(day)::INTEGER AS day_of_month, dayofyear(day)::INTEGER AS day_of_year,
    isodow(day)::INTEGER AS weekday, dayname(day) AS weekday_name, isodow(day) > 5 AS is_weekend
  FROM (
    SELECT unnest(generate_series(
      make_date(year, 1, 1), make_date(year, 12, 31), INTERVAL 1 DAY))::DATE AS day
    FROM (SELECT DISTINCT left(year_month, 4)::INTEGER AS year FROM control_total))
  UNION ALL
  VALUES (0, NULL, 0, 0, 'Unknown', 0, 'Unknown', 'Unknown', 0, 0, 0, 0, 'Unknown', false)
  ORDER BY 1)
TO (getvariable('output') || '/dim_date/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);

COPY (
  SELECT (1 + minute)::INTEGER AS time_of_day_key,
    printf('%02d:%02d', minute // 60, minute % 60) AS time_of_day, (minute // 60)::INTEGER AS hour,
    (minute % 60)::INTEGER AS minute,
    ['Night', 'Morning', 'Afternoon', 'Evening'][1 + minute // 360] AS part_of_day
  FROM range(1440) minutes (minute)
  UNION ALL
  VALUES (0, '', -1, -1, 'Unknown')
  ORDER BY 1)
TO (getvariable('output') || '/dim_time_of_day/part-00000-of-00001.parquet')
(FORMAT parquet, COMPRESSION zstd);
