SELECT card_key, card_token, right(card_number, 4) AS last_four, 'ACTIVE' AS status,
  CAST(NULL AS BIGINT) AS credit_limit_minor, 'USD' AS currency,
  TIMESTAMP '1970-01-01 00:00:00' AS issued_at
FROM card
UNION ALL
SELECT 0, '', '', 'UNKNOWN', NULL, '', NULL
