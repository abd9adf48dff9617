SELECT
  surrogate_key('outcome', outcome) AS outcome_key,
  outcome, meaning
FROM VALUES
  ('APPROVED', 'The purchase may go through.'),
  ('REFERRED', 'The cardholder has to confirm it first.'),
  ('DECLINED', 'The purchase may not go through.') AS told (outcome, meaning)
