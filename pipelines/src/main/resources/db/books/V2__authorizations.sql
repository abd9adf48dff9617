-- What was asked and what was answered.

CREATE TABLE books.authorization_request (
    authorization_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_id bigint NOT NULL REFERENCES books.card,
    request_key text NOT NULL CHECK (request_key <> ''),
    event_time timestamptz NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    merchant_name_id bigint NOT NULL REFERENCES books.merchant_name,
    category_id integer NOT NULL REFERENCES books.category,
    channel text NOT NULL CHECK (channel IN ('CARD_PRESENT', 'ONLINE', 'UNKNOWN')),
    place_id bigint REFERENCES books.place,
    content_fingerprint bigint NOT NULL,
    UNIQUE (request_key, card_id)
);
CREATE INDEX authorization_request_by_card ON books.authorization_request (card_id, event_time);
COMMENT ON TABLE books.authorization_request IS 'A merchant asked whether a purchase may go through.';
COMMENT ON COLUMN books.authorization_request.request_key IS
    'Key of the event among the card''s requests; another card may have a request of the same key.';
COMMENT ON COLUMN books.authorization_request.content_fingerprint IS
    '64-bit fingerprint of what was asked, by which another content under its key is known.';
COMMENT ON COLUMN books.authorization_request.amount_minor IS 'Minor units of the currency.';
COMMENT ON COLUMN books.authorization_request.place_id IS 'Where; null where nothing of it is known.';

CREATE TABLE books.policy (
    policy_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    policy_version text NOT NULL,
    model_version text NOT NULL,
    UNIQUE (policy_version, model_version)
);
COMMENT ON TABLE books.policy IS 'Policies with the scorer behind them, that decided anything.';

CREATE TABLE books.authorization_decision (
    authorization_id bigint PRIMARY KEY REFERENCES books.authorization_request,
    outcome text NOT NULL CHECK (outcome IN ('APPROVED', 'REFERRED', 'DECLINED')),
    fraud_probability double precision NOT NULL CHECK (fraud_probability BETWEEN 0 AND 1),
    policy_id integer NOT NULL REFERENCES books.policy
);
COMMENT ON TABLE books.authorization_decision IS 'The answer; stored together with its request.';

CREATE TABLE books.reason (
    reason_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reason_code text NOT NULL UNIQUE
);
COMMENT ON TABLE books.reason IS 'Kinds of reason, for instance AMOUNT_ABOVE_USUAL.';

CREATE TABLE books.authorization_reason (
    authorization_id bigint NOT NULL REFERENCES books.authorization_decision,
    weight_rank smallint NOT NULL CHECK (weight_rank > 0),
    reason_id integer NOT NULL REFERENCES books.reason,
    reason_text text NOT NULL,
    PRIMARY KEY (authorization_id, weight_rank)
);
COMMENT ON TABLE books.authorization_reason IS 'Why it was answered so.';
COMMENT ON COLUMN books.authorization_reason.weight_rank IS '1 is the weightiest.';
COMMENT ON COLUMN books.authorization_reason.reason_text IS 'The sentence, with its figures.';
