-- What was booked, and what was not. A transaction is one row here and one in the table of its
-- type; type and card are part of the key between them, so it can't be two things.
--
-- What a transaction names (a request, a purchase, a chargeback) is kept by its key, beside the card
-- that the key is of. There is no foreign key between events: what is named may come later, or never.

CREATE TABLE books.card_transaction (
    transaction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_type text NOT NULL CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'REVERSAL', 'CHARGEBACK', 'CHARGEBACK_RESOLUTION')),
    card_id bigint NOT NULL REFERENCES books.card,
    transaction_key text NOT NULL CHECK (transaction_key <> ''),
    event_time timestamptz NOT NULL,
    effective_from timestamptz NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    content_fingerprint bigint NOT NULL,
    UNIQUE (transaction_key, card_id, transaction_type),
    UNIQUE (transaction_id, transaction_type, card_id)
);
CREATE INDEX card_transaction_by_card ON books.card_transaction (card_id, event_time);
COMMENT ON TABLE books.card_transaction IS 'Booked transactions of every type.';
COMMENT ON COLUMN books.card_transaction.transaction_key IS
    'Key of the event among those of its type on its card.';
COMMENT ON COLUMN books.card_transaction.content_fingerprint IS
    '64-bit fingerprint of what the event says, by which another content under its key is known.';
COMMENT ON COLUMN books.card_transaction.effective_from IS 'Posting cut-off from which deciding counts it.';
COMMENT ON COLUMN books.card_transaction.amount_minor IS
    'Minor units, above 0; the type tells whether it is owed or given back, and of a resolution its'
    ' outcome: nothing where it is UPHELD, owed again where it is REJECTED.';

CREATE TABLE books.purchase (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('PURCHASE') STORED,
    card_id bigint NOT NULL,
    request_key text CHECK (request_key <> ''),
    merchant_name_id bigint NOT NULL REFERENCES books.merchant_name,
    category_id integer NOT NULL REFERENCES books.category,
    place_id bigint REFERENCES books.place,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX purchase_by_request ON books.purchase (request_key, card_id);
COMMENT ON TABLE books.purchase IS
    'Cleared purchases. One may be on a declined request, on one that is not stored, or on none.';
COMMENT ON COLUMN books.purchase.request_key IS
    'Request of the card that it names; null where it names none.';

CREATE TABLE books.purchase_item (
    transaction_id bigint NOT NULL REFERENCES books.purchase,
    line_number integer NOT NULL CHECK (line_number > 0),
    description text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    unit_price_minor bigint NOT NULL,
    PRIMARY KEY (transaction_id, line_number)
);
COMMENT ON TABLE books.purchase_item IS 'Lines of a purchase, where the source has them.';
COMMENT ON COLUMN books.purchase_item.unit_price_minor IS
    'Price of one in minor units of the purchase''s currency; a discount is below 0.';

CREATE TABLE books.reversal (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('REVERSAL') STORED,
    card_id bigint NOT NULL,
    request_key text NOT NULL CHECK (request_key <> ''),
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX reversal_by_request ON books.reversal (request_key, card_id);
COMMENT ON TABLE books.reversal IS 'Holds that a merchant gave up.';
COMMENT ON COLUMN books.reversal.request_key IS 'Request of the card that it names.';

CREATE TABLE books.refund (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('REFUND') STORED,
    card_id bigint NOT NULL,
    purchase_key text CHECK (purchase_key <> ''),
    request_key text CHECK (request_key <> ''),
    merchant_name text NOT NULL,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX refund_by_purchase ON books.refund (purchase_key, card_id);
CREATE INDEX refund_by_request ON books.refund (request_key, card_id);
COMMENT ON TABLE books.refund IS 'Money that a merchant gave back.';
COMMENT ON COLUMN books.refund.purchase_key IS
    'Purchase of the card that it names; null where it names none.';
COMMENT ON COLUMN books.refund.request_key IS
    'Request of the card that it names; null where it names none.';
COMMENT ON COLUMN books.refund.merchant_name IS
    'The name that the refund carried; of which merchant it does not say.';

CREATE TABLE books.chargeback (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('CHARGEBACK') STORED,
    card_id bigint NOT NULL,
    purchase_key text NOT NULL CHECK (purchase_key <> ''),
    request_key text CHECK (request_key <> ''),
    reason_text text NOT NULL,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX chargeback_by_purchase ON books.chargeback (purchase_key, card_id);
CREATE INDEX chargeback_by_request ON books.chargeback (request_key, card_id);
COMMENT ON TABLE books.chargeback IS 'Purchases that the bank took back as fraud.';
COMMENT ON COLUMN books.chargeback.purchase_key IS 'Purchase of the card that it names.';
COMMENT ON COLUMN books.chargeback.request_key IS
    'Request of the card that it labels; null where it names none.';

CREATE TABLE books.chargeback_resolution (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('CHARGEBACK_RESOLUTION') STORED,
    card_id bigint NOT NULL,
    chargeback_key text NOT NULL CHECK (chargeback_key <> ''),
    purchase_key text CHECK (purchase_key <> ''),
    request_key text CHECK (request_key <> ''),
    outcome text NOT NULL CHECK (outcome IN ('UPHELD', 'REJECTED')),
    reason_text text NOT NULL,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
CREATE INDEX chargeback_resolution_by_chargeback
    ON books.chargeback_resolution (chargeback_key, card_id);
CREATE INDEX chargeback_resolution_by_purchase
    ON books.chargeback_resolution (purchase_key, card_id);
CREATE INDEX chargeback_resolution_by_request
    ON books.chargeback_resolution (request_key, card_id);
COMMENT ON TABLE books.chargeback_resolution IS
    'How chargebacks were decided, each in whole or in parts.';
COMMENT ON COLUMN books.chargeback_resolution.chargeback_key IS
    'Chargeback of the card that it decides.';
COMMENT ON COLUMN books.chargeback_resolution.purchase_key IS
    'Purchase of the card that it names; null where it names none.';
COMMENT ON COLUMN books.chargeback_resolution.request_key IS
    'Request of the card that it labels; null where it names none.';
COMMENT ON COLUMN books.chargeback_resolution.outcome IS
    'UPHELD: the credit stays. REJECTED: it is owed again.';

CREATE TABLE books.payment_method (
    payment_method_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    method_name text NOT NULL UNIQUE
);
COMMENT ON TABLE books.payment_method IS 'Ways to pay, for instance ACH.';

CREATE TABLE books.payment (
    transaction_id bigint PRIMARY KEY,
    transaction_type text NOT NULL GENERATED ALWAYS AS ('PAYMENT') STORED,
    card_id bigint NOT NULL,
    payment_method_id integer NOT NULL REFERENCES books.payment_method,
    FOREIGN KEY (transaction_id, transaction_type, card_id)
        REFERENCES books.card_transaction (transaction_id, transaction_type, card_id)
);
COMMENT ON TABLE books.payment IS 'What cardholders paid towards their balance.';

CREATE TABLE books.exception_code (
    exception_code_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE
);
COMMENT ON TABLE books.exception_code IS 'Why a transaction is not booked, for instance NO_AUTHORIZATION.';

CREATE TABLE books.transaction_exception (
    transaction_exception_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_type text NOT NULL CHECK (transaction_type IN
        ('PURCHASE', 'REFUND', 'PAYMENT', 'REVERSAL', 'CHARGEBACK', 'CHARGEBACK_RESOLUTION')),
    card_id bigint NOT NULL REFERENCES books.card,
    transaction_key text NOT NULL,
    request_key text NOT NULL,
    event_time timestamptz NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    exception_code_id integer NOT NULL REFERENCES books.exception_code,
    reason_text text NOT NULL,
    UNIQUE (transaction_key, card_id, transaction_type)
);
CREATE INDEX transaction_exception_by_card ON books.transaction_exception (card_id, event_time);
COMMENT ON TABLE books.transaction_exception IS
    'Transactions on nobody''s bill. One that is booked after all leaves this table.';
COMMENT ON COLUMN books.transaction_exception.request_key IS
    'Authorization that it names; no reference, as there may be none of that name.';
COMMENT ON COLUMN books.transaction_exception.amount_minor IS 'As it came, checked by nothing.';
COMMENT ON COLUMN books.transaction_exception.currency IS 'As it came, checked by nothing.';

CREATE TABLE books.refused_document (
    kind text NOT NULL,
    document_digest text NOT NULL,
    document text NOT NULL,
    error_code text NOT NULL,
    error_message text NOT NULL,
    PRIMARY KEY (kind, document_digest)
);
COMMENT ON TABLE books.refused_document IS
    'Events that a rule of this schema refused, and those in conflict with another of their type,'
    ' card and key that came first, for a person to look at; the others go on.';
COMMENT ON COLUMN books.refused_document.error_code IS 'SQLSTATE, or CONFLICT.';
COMMENT ON COLUMN books.refused_document.document IS
    'As it was to be stored; of a conflict what the event says.';
