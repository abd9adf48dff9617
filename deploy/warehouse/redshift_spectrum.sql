-- The star schema for redshift spectrum. Written by ./cardbeam ddl from schemas/avro/table; don't edit.
-- ${LOCATION}: the star's folder, one build of it, for instance s3://bucket/star/current.

CREATE EXTERNAL SCHEMA IF NOT EXISTS star FROM DATA CATALOG DATABASE '${DATABASE}'
IAM_ROLE '${ROLE_ARN}';

CREATE OR REPLACE VIEW fact_transaction_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM star.fact_transaction
WITH NO SCHEMA BINDING;

CREATE OR REPLACE VIEW fact_authorization_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM star.fact_authorization
WITH NO SCHEMA BINDING;

CREATE OR REPLACE VIEW fact_ledger_transfer_amount AS
SELECT *, CAST(amount_minor * CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1.000 WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001 ELSE 0.010 END AS DECIMAL(20, 3)) AS amount
FROM star.fact_ledger_transfer
WITH NO SCHEMA BINDING;

