SELECT * FROM outcome
UNION ALL
SELECT 0, 'Unknown', 'It is not known.'
