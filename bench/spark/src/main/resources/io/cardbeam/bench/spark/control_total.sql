-- What the rows of each month must add up to.
SELECT month, 'fact_authorization' AS fact, month AS year_month, 'USD' AS currency,
  count(*) AS row_count, sum(amount_minor) AS amount_minor, max(event_time) AS latest_event_time
FROM answered
GROUP BY month
UNION ALL
SELECT month, 'fact_transaction', month, 'USD', count(*), sum(amount_minor), max(event_time)
FROM answered
WHERE is_approved
GROUP BY month
