-- The members of the dimensions, and of each card in which period which of them were valid.

CREATE TABLE card AS
SELECT *, surrogate_key('card', card_token) AS card_key
FROM (
  SELECT card_number, card_token(card_number) AS card_token
  FROM (SELECT DISTINCT card_number FROM payment));

-- The merchant's id is another hash than Cardbeam's, which no SQL can compute.
CREATE TABLE merchant AS
SELECT *, surrogate_key('merchant', merchant_id) AS merchant_key
FROM (
  SELECT merchant, merchant_name, left(sha256(merchant_name), 16) AS merchant_id
  FROM (
    SELECT merchant, regexp_replace(merchant, '^fraud_(.)', '\1') AS merchant_name
    FROM (SELECT DISTINCT merchant FROM payment)));

CREATE TABLE category AS
SELECT category, surrogate_key('category', category) AS category_key
FROM (SELECT DISTINCT category FROM payment);

CREATE TABLE outcome AS
SELECT surrogate_key('outcome', outcome) AS outcome_key, outcome, meaning
FROM (
  VALUES ('APPROVED', 'The purchase may go through.'),
    ('REFERRED', 'The cardholder has to confirm it first.'),
    ('DECLINED', 'The purchase may not go through.')) told (outcome, meaning);

-- The rows that tell something new of a cardholder, in the order of the file. A card's first row
-- is taken as known since 1970.
CREATE TABLE card_update AS
WITH told AS (
  SELECT rowid AS line, card_number, event_time,
    hash(first_name, last_name, gender, street, city, state, postal_code, latitude, longitude,
      city_population, job, birth_date) AS cardholder
  FROM payment),
compared AS (
  SELECT line, event_time, cardholder, lag(cardholder) OVER of_card AS before
  FROM told
  WINDOW of_card AS (PARTITION BY card_number ORDER BY line)),
news AS (
  SELECT line, CASE WHEN before IS NULL THEN TIMESTAMP '1970-01-01' ELSE event_time END AS told_at
  FROM compared
  WHERE before IS DISTINCT FROM cardholder)
SELECT card_token, told_at, first_name, last_name, gender, job, birth_date, street, city, state,
  postal_code, latitude, longitude, city_population
FROM news
JOIN payment ON payment.rowid = news.line
JOIN card USING (card_number)
-- Of several at one instant the last counts.
QUALIFY row_number() OVER (PARTITION BY card_token, told_at ORDER BY line DESC) = 1;

-- The person and the home change each by itself.
CREATE TABLE customer AS
WITH compared AS (
  SELECT *, struct_pack(first_name, last_name, gender, job, birth_date) AS person,
    lag(person) OVER (PARTITION BY card_token ORDER BY told_at) AS before
  FROM card_update)
SELECT surrogate_key('customer', card_token || chr(31) || epoch_ms(told_at)) AS customer_key,
  card_token, coalesce(first_name, '') AS first_name, coalesce(last_name, '') AS last_name, gender,
  job, birth_date, told_at AS valid_from,
  lead(told_at, 1, TIMESTAMP '9999-12-31') OVER (PARTITION BY card_token ORDER BY told_at)
    AS valid_to
FROM compared
WHERE before IS DISTINCT FROM person;

CREATE TABLE address AS
WITH compared AS (
  SELECT *,
    struct_pack(street, city, state, postal_code, latitude, longitude, city_population) AS home,
    lag(home) OVER (PARTITION BY card_token ORDER BY told_at) AS before
  FROM card_update)
SELECT surrogate_key('address', card_token || chr(31) || epoch_ms(told_at)) AS address_key,
  card_token, coalesce(street, '') AS street, coalesce(city, '') AS city,
  coalesce(state, '') AS state, coalesce(postal_code, '') AS postal_code, 'US' AS country,
  latitude, longitude, city_population, told_at AS valid_from,
  lead(told_at, 1, TIMESTAMP '9999-12-31') OVER (PARTITION BY card_token ORDER BY told_at)
    AS valid_to
FROM compared
WHERE before IS DISTINCT FROM home;

-- One row for each period of a card in which neither changes: facts then join but once.
CREATE TABLE holder_period AS
SELECT card_number, card_token, card_key, customer_key, address_key,
  greatest(customer.valid_from, address.valid_from) AS valid_from,
  least(customer.valid_to, address.valid_to) AS valid_to
FROM card
JOIN customer USING (card_token)
JOIN address USING (card_token)
WHERE customer.valid_from < address.valid_to AND address.valid_from < customer.valid_to;
