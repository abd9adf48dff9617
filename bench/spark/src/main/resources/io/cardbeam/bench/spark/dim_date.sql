-- Every day of each year that has a fact.
WITH years AS (SELECT DISTINCT CAST(left(year_month, 4) AS INT) AS year FROM control_total),
days AS (
  SELECT explode(sequence(make_date(year, 1, 1), make_date(year, 12, 31))) AS day FROM years)
SELECT year(day) * 10000 + month(day) * 100 + day(day) AS date_key, day AS date,
  year(day) AS year, quarter(day) AS quarter, concat(year(day), '-Q', quarter(day)) AS year_quarter,
  month(day) AS month, date_format(day, 'MMMM') AS month_name,
  date_format(day, 'yyyy-MM') AS year_month, weekofyear(day) AS iso_week, day(day) AS day_of_month,
  dayofyear(day) AS day_of_year, weekday(day) + 1 AS weekday,
  date_format(day, 'EEEE') AS weekday_name, weekday(day) > 4 AS is_weekend
FROM days
UNION ALL
SELECT 0, NULL, 0, 0, 'Unknown', 0, 'Unknown', 'Unknown', 0, 0, 0, 0, 'Unknown', false
