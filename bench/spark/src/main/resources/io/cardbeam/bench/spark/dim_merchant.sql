SELECT DISTINCT merchant_key, merchant_id, merchant_name FROM merchant
UNION ALL
SELECT 0, '', 'Unknown'
