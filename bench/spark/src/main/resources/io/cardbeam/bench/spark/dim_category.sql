SELECT category_key, category FROM category
UNION ALL
SELECT 0, 'Unknown'
