-- The versions of the cardholder's home.
WITH told AS (
  SELECT card_number, told_at, street, city, state, postal_code, latitude, longitude,
    city_population,
    struct(street, city, state, postal_code, latitude, longitude, city_population) AS home
  FROM card_update),
compared AS (
  SELECT *, lag(home) OVER (PARTITION BY card_number ORDER BY told_at) AS before FROM told)
SELECT
  surrogate_key('address', concat(card_token, char(31), unix_millis(told_at))) AS address_key,
  card_token, coalesce(street, '') AS street, coalesce(city, '') AS city,
  coalesce(state, '') AS state, coalesce(postal_code, '') AS postal_code, 'US' AS country,
  latitude, longitude, city_population, told_at AS valid_from,
  lead(told_at, 1, TIMESTAMP '9999-12-31 00:00:00')
    OVER (PARTITION BY card_token ORDER BY told_at) AS valid_to
FROM compared
JOIN card USING (card_number)
WHERE NOT before <=> home
