-- The versions of the cardholder as a person.
WITH told AS (
  SELECT card_number, told_at, first_name, last_name, gender, job, birth_date,
    struct(first_name, last_name, gender, job, birth_date) AS person
  FROM card_update),
compared AS (
  SELECT *, lag(person) OVER (PARTITION BY card_number ORDER BY told_at) AS before FROM told)
SELECT
  surrogate_key('customer', concat(card_token, char(31), unix_millis(told_at))) AS customer_key,
  card_token, coalesce(first_name, '') AS first_name, coalesce(last_name, '') AS last_name, gender,
  job, birth_date, told_at AS valid_from,
  lead(told_at, 1, TIMESTAMP '9999-12-31 00:00:00')
    OVER (PARTITION BY card_token ORDER BY told_at) AS valid_to
FROM compared
JOIN card USING (card_number)
WHERE NOT before <=> person
