SELECT 1 + minute_of_day AS time_of_day_key,
  format_string('%02d:%02d', minute_of_day DIV 60, minute_of_day % 60) AS time_of_day,
  CAST(minute_of_day DIV 60 AS INT) AS hour, minute_of_day % 60 AS minute,
  element_at(array('Night', 'Morning', 'Afternoon', 'Evening'),
    CAST(1 + minute_of_day DIV 360 AS INT)) AS part_of_day
FROM (SELECT explode(sequence(0, 1439)) AS minute_of_day)
UNION ALL
SELECT 0, '', -1, -1, 'Unknown'
