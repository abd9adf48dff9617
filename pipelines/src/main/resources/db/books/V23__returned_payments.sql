-- Payments that came back: a transaction, a transfer and lines of statements of their own.

ALTER TABLE books.card_transaction
    DROP CONSTRAINT card_transaction_transaction_type_check,
    ADD CONSTRAINT card_transaction_transaction_type_check CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'PAYMENT_RETURNED', 'REVERSAL', 'CHARGEBACK',
         'CHARGEBACK_RESOLUTION'));
ALTER TABLE books.transaction_exception
    DROP CONSTRAINT transaction_exception_transaction_type_check,
    ADD CONSTRAINT transaction_exception_transaction_type_check CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'PAYMENT_RETURNED', 'REVERSAL', 'CHARGEBACK',
         'CHARGEBACK_RESOLUTION'));

CREATE TABLE books.returned_payment (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('PAYMENT_RETURNED') STORED,
    card_id bigint NOT NULL,
    payment_key text NOT NULL CHECK (payment_key <> ''),
    reason_text text NOT NULL,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX returned_payment_by_payment ON books.returned_payment (payment_key, card_id);
COMMENT ON TABLE books.returned_payment IS
    'Payments that came back, each in whole or in part: they are owed again.';
COMMENT ON COLUMN books.returned_payment.payment_key IS 'Payment of the card that it names.';
COMMENT ON COLUMN books.returned_payment.reason_text IS
    'A return code of the clearing house, or words; empty where not told.';

ALTER TYPE books.transaction_part ADD ATTRIBUTE payment_id text;

ALTER TABLE books.ledger_transfer
    DROP CONSTRAINT ledger_transfer_kind_check,
    ADD CONSTRAINT ledger_transfer_kind_check CHECK (kind IN
        ('HOLD', 'PURCHASE', 'REVERSAL', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD',
         'CHARGEBACK_REJECTED', 'PAYMENT', 'PAYMENT_RETURNED'));
COMMENT ON COLUMN books.ledger_transfer.subject_key IS
    'Key of the purchase that a refund or chargeback gives back, of the chargeback that a resolution'
    ' decides, or of the payment that came back; empty where it names none.';

ALTER TABLE books.statement
    ADD COLUMN returned_payments_minor bigint NOT NULL DEFAULT 0
        CHECK (returned_payments_minor >= 0),
    DROP CONSTRAINT statement_check3,
    ADD CONSTRAINT statement_adds_up CHECK (closing_balance_minor = opening_balance_minor
        + purchases_minor - credits_minor + returned_payments_minor + disputes_minor + fees_minor
        + interest_minor);
COMMENT ON COLUMN books.statement.returned_payments_minor IS
    'What came back of payments, minor units.';
ALTER TYPE books.statement_part ADD ATTRIBUTE returned_payments_minor bigint;
ALTER TABLE books.statement_line
    DROP CONSTRAINT statement_line_kind_check,
    ADD CONSTRAINT statement_line_kind_check CHECK (kind IN
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED', 'PAYMENT',
         'PAYMENT_RETURNED', 'LATE_FEE', 'INTEREST'));
ALTER TABLE books.ledger_entry
    DROP CONSTRAINT ledger_entry_kind_check,
    ADD CONSTRAINT ledger_entry_kind_check CHECK (kind IN
        ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED', 'PAYMENT',
         'PAYMENT_RETURNED', 'LATE_FEE', 'INTEREST'));
