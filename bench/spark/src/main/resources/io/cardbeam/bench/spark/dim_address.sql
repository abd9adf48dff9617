SELECT *, valid_to = TIMESTAMP '9999-12-31 00:00:00' AS is_current FROM address
UNION ALL
SELECT 0, '', '', 'Unknown', 'Unknown', '', '', NULL, NULL, NULL, TIMESTAMP '1970-01-01 00:00:00',
  TIMESTAMP '9999-12-31 00:00:00', true
