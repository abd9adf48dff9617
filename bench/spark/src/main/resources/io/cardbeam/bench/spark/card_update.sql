-- The rows that tell something new of a cardholder, in the order of the file. A card's first row
-- is taken as known since 1970.
WITH told AS (
  SELECT line, card_number,
    xxhash64(first_name, last_name, gender, street, city, state, postal_code, latitude, longitude,
      city_population, job, birth_date) AS cardholder
  FROM payment),
compared AS (
  SELECT line, cardholder,
    lag(cardholder) OVER (PARTITION BY card_number ORDER BY line) AS before
  FROM told),
news AS (
  SELECT line, before IS NULL AS is_first
  FROM compared
  WHERE NOT before <=> cardholder),
dated AS (
  SELECT /*+ BROADCAST(news) */ payment.*,
    if(is_first, TIMESTAMP '1970-01-01 00:00:00', event_time) AS told_at
  FROM payment
  JOIN news ON news.line = payment.line),
-- Of several at one instant the last counts.
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY card_number, told_at ORDER BY line DESC) AS later
  FROM dated)
SELECT card_number, told_at, first_name, last_name, gender, job, birth_date, street, city, state,
  postal_code, latitude, longitude, city_population
FROM ranked
WHERE later = 1
