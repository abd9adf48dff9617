SELECT category,
  surrogate_key('category', category) AS category_key
FROM (SELECT DISTINCT category FROM payment)
