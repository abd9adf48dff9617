-- A card's money in double entry: one row a transfer. Rows are only ever inserted. Cardholders' balances
-- are stored; those of the bank's accounts are sums, so that no row is shared by all writers.
CREATE TABLE books.ledger_transfer (
    transfer_id text PRIMARY KEY CHECK (transfer_id <> ''),
    card_id bigint NOT NULL REFERENCES books.card,
    kind text NOT NULL CHECK (kind IN
        ('HOLD', 'PURCHASE', 'REVERSAL', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD',
         'CHARGEBACK_REJECTED', 'PAYMENT')),
    event_key text NOT NULL CHECK (event_key <> ''),
    state text NOT NULL CHECK (state IN ('PENDING', 'POSTED', 'VOIDED')),
    debit text NOT NULL CHECK (debit IN
        ('CARDHOLDER', 'SETTLEMENT', 'DISPUTES', 'CASH', 'FEE_INCOME', 'INTEREST_INCOME')),
    credit text NOT NULL CHECK (credit IN
        ('CARDHOLDER', 'SETTLEMENT', 'DISPUTES', 'CASH', 'FEE_INCOME', 'INTEREST_INCOME')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    pending_id text,
    subject_key text NOT NULL,
    event_time timestamptz NOT NULL,
    effective_from timestamptz NOT NULL,
    expires_at timestamptz,
    tolerated_minor bigint CHECK (tolerated_minor >= amount_minor),
    content_fingerprint bigint NOT NULL,
    stored_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (debit <> credit),
    CHECK ((state = 'PENDING') = (kind = 'HOLD') AND (state = 'VOIDED') = (kind = 'REVERSAL')),
    CHECK (num_nonnulls(expires_at, tolerated_minor) = CASE kind WHEN 'HOLD' THEN 2 ELSE 0 END),
    CHECK (pending_id IS NULL OR kind IN ('PURCHASE', 'REVERSAL'))
);
CREATE INDEX ledger_transfer_by_card ON books.ledger_transfer (card_id, effective_from);
CREATE INDEX ledger_transfer_by_hold ON books.ledger_transfer (pending_id) WHERE pending_id IS NOT NULL;
CREATE INDEX ledger_transfer_of_holds ON books.ledger_transfer (card_id, expires_at)
    WHERE expires_at IS NOT NULL;
CREATE INDEX ledger_transfer_by_storing ON books.ledger_transfer (stored_by);
COMMENT ON TABLE books.ledger_transfer IS
    'What was booked of cards'' money, double entry: one row a transfer, never changed.';
COMMENT ON COLUMN books.ledger_transfer.transfer_id IS
    'Follows from kind, card and key of the event, so that a transfer made again is the same row.';
COMMENT ON COLUMN books.ledger_transfer.event_key IS
    'Key of the event that it books, among the card''s events of its kind; no reference, as ledger and'
    ' events are stored apart.';
COMMENT ON COLUMN books.ledger_transfer.amount_minor IS 'Minor units of the currency.';
COMMENT ON COLUMN books.ledger_transfer.pending_id IS
    'Hold that a purchase or reversal names; no reference, as there may be none.';
COMMENT ON COLUMN books.ledger_transfer.subject_key IS
    'Key of the purchase that a refund or chargeback gives back, or of the chargeback that a resolution'
    ' decides; empty where it names none.';
COMMENT ON COLUMN books.ledger_transfer.effective_from IS 'From when available credit counts it.';
COMMENT ON COLUMN books.ledger_transfer.expires_at IS
    'From when a hold reserves nothing; null for other kinds.';
COMMENT ON COLUMN books.ledger_transfer.tolerated_minor IS
    'Up to how much the purchases on a hold may be in all, minor units; null for other kinds.';
COMMENT ON COLUMN books.ledger_transfer.content_fingerprint IS
    '64-bit fingerprint of the transfer, by which another content under its id is known.';
COMMENT ON COLUMN books.ledger_transfer.stored_by IS 'Transaction that stored it.';

CREATE TABLE books.cardholder_balance (
    card_id bigint NOT NULL REFERENCES books.card,
    currency char(3) NOT NULL,
    balance_minor bigint NOT NULL,
    PRIMARY KEY (card_id, currency)
) WITH (fillfactor = 80);
COMMENT ON TABLE books.cardholder_balance IS
    'What cardholders owe: the sum of their posted transfers, moved as these are stored.';
COMMENT ON COLUMN books.cardholder_balance.balance_minor IS
    'Minor units; below 0 where the bank owes. What is effective later counts already.';

CREATE TYPE books.transfer_part AS (
    transfer_id text, card_token text, kind text, event_id text, state text, debit text, credit text,
    amount_minor bigint, currency text, pending_id text, subject_id text, event_time timestamptz,
    effective_from timestamptz, expires_at timestamptz, tolerated_minor bigint,
    content_fingerprint bigint);
