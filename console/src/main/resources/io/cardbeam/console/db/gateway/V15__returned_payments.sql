-- Returns of payments are operations, each on the payment that came back.
ALTER TABLE gateway.operation
    ADD COLUMN payment_id text,
    DROP CONSTRAINT operation_operation_id_check,
    ADD CONSTRAINT operation_operation_id_check
        CHECK (operation_id ~ '^(cp|rv|rf|pm|rt)_[a-z2-7]{26}$'),
    DROP CONSTRAINT operation_kind_check,
    ADD CONSTRAINT operation_kind_check
        CHECK (kind IN ('CAPTURE', 'REVERSAL', 'REFUND', 'PAYMENT', 'RETURN')),
    DROP CONSTRAINT operation_check,
    ADD CONSTRAINT operation_of_authorization
        CHECK ((kind IN ('PAYMENT', 'RETURN')) = (authorization_id IS NULL)),
    ADD CONSTRAINT operation_of_payment CHECK ((kind = 'RETURN') = (payment_id IS NOT NULL));
CREATE INDEX operation_by_payment ON gateway.operation (payment_id) WHERE payment_id IS NOT NULL;
COMMENT ON TABLE gateway.operation IS
    'Captures, reversals, refunds, payments and returns of payments that were accepted.';
COMMENT ON COLUMN gateway.operation.owner_name IS
    'The merchant, or of a payment and its return the issuer.';
COMMENT ON COLUMN gateway.operation.payment_id IS 'Of a return: the payment that came back.';
