-- Who reads what is new takes up where a snapshot ended: each row says which transaction stored it, so
-- that none is left out that was stored early and committed late. Rows are not changed afterwards.
ALTER TABLE books.authorization_request
    ADD COLUMN stored_by xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE books.card_transaction
    ADD COLUMN stored_by xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE books.fraud_finding
    ADD COLUMN stored_by xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX authorization_request_by_storing ON books.authorization_request (stored_by);
CREATE INDEX card_transaction_by_storing ON books.card_transaction (stored_by);
CREATE INDEX fraud_finding_by_storing ON books.fraud_finding (stored_by);
COMMENT ON COLUMN books.authorization_request.stored_by IS 'Transaction that stored it.';
COMMENT ON COLUMN books.card_transaction.stored_by IS 'Transaction that stored it.';
COMMENT ON COLUMN books.fraud_finding.stored_by IS 'Transaction that stored it.';
