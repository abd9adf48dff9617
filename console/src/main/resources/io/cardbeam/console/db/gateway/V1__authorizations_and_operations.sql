-- What was asked of the gateway and what it answered. Written off the answer's path by the one
-- recorder, from Kafka; only answers by default and operations are written before they are told.

CREATE TABLE gateway.card_authorization (
    authorization_id text PRIMARY KEY CHECK (authorization_id ~ '^au_[a-z2-7]{26}$'),
    merchant_id text,
    request_id text,
    card_token text NOT NULL,
    asked_at timestamptz NOT NULL,
    amount_minor bigint,
    currency char(3),
    request bytea,
    outcome text CHECK (outcome IN ('APPROVED', 'REFERRED', 'DECLINED')),
    decision bytea,
    default_outcome text CHECK (default_outcome IN ('APPROVED', 'DECLINED')),
    defaulted_at timestamptz,
    is_announced boolean NOT NULL DEFAULT false,
    is_default_announced boolean NOT NULL DEFAULT false,
    needs_reversal boolean NOT NULL DEFAULT false,
    CHECK ((decision IS NULL) = (outcome IS NULL)),
    CHECK ((default_outcome IS NULL) = (defaulted_at IS NULL)),
    CHECK (num_nulls(merchant_id, request_id, amount_minor, currency, request) IN (0, 5))
);
CREATE INDEX card_authorization_by_merchant
    ON gateway.card_authorization (merchant_id, asked_at DESC, authorization_id DESC);
CREATE INDEX card_authorization_by_time ON gateway.card_authorization (asked_at);
CREATE INDEX card_authorization_to_reverse ON gateway.card_authorization (authorization_id)
    WHERE needs_reversal;
CREATE INDEX card_authorization_default_to_announce
    ON gateway.card_authorization (defaulted_at, authorization_id)
    WHERE default_outcome IS NOT NULL AND NOT is_default_announced;
COMMENT ON TABLE gateway.card_authorization IS 'Authorizations that merchants asked the gateway for.';
COMMENT ON COLUMN gateway.card_authorization.merchant_id IS
    'Whose key it was; null with all of the request until its record is read.';
COMMENT ON COLUMN gateway.card_authorization.request_id IS 'The merchant''s own.';
COMMENT ON COLUMN gateway.card_authorization.asked_at IS
    'Event time of the request; of a repeat, while the first is not read, the repeat''s.';
COMMENT ON COLUMN gateway.card_authorization.request IS
    'The AuthorizationRequest, in Avro''s single-object encoding.';
COMMENT ON COLUMN gateway.card_authorization.outcome IS
    'The stream''s answer; it is late where there is a default, and the default was told.';
COMMENT ON COLUMN gateway.card_authorization.decision IS
    'The AuthorizationDecision, in Avro''s single-object encoding.';
COMMENT ON COLUMN gateway.card_authorization.default_outcome IS
    'What was answered because no decision came in time; written before it was sent, or as soon as the database answered again.';
COMMENT ON COLUMN gateway.card_authorization.is_announced IS
    'Whether the event of its decision is written.';
COMMENT ON COLUMN gateway.card_authorization.is_default_announced IS
    'Whether the event of its answer by default is written.';
COMMENT ON COLUMN gateway.card_authorization.needs_reversal IS
    'The stream approved what was declined by default, and its hold is still to be reversed.';

CREATE TABLE gateway.operation (
    operation_id text PRIMARY KEY CHECK (operation_id ~ '^(cp|rv|rf|pm)_[a-z2-7]{26}$'),
    owner_name text NOT NULL,
    request_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CAPTURE', 'REVERSAL', 'REFUND', 'PAYMENT')),
    authorization_id text,
    card_token text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency char(3) NOT NULL,
    happened_at timestamptz NOT NULL,
    event bytea NOT NULL,
    is_final boolean NOT NULL DEFAULT false,
    is_announced boolean NOT NULL DEFAULT false,
    exception_code text,
    exception_reason text,
    CHECK ((kind = 'PAYMENT') = (authorization_id IS NULL)),
    CHECK ((exception_code IS NULL) = (exception_reason IS NULL))
);
CREATE INDEX operation_by_authorization ON gateway.operation (authorization_id);
CREATE INDEX operation_by_owner
    ON gateway.operation (owner_name, happened_at DESC, operation_id DESC);
CREATE INDEX operation_by_time ON gateway.operation (happened_at);
COMMENT ON TABLE gateway.operation IS 'Captures, reversals, refunds and payments that were accepted.';
COMMENT ON COLUMN gateway.operation.owner_name IS 'The merchant, or of a payment the issuer.';
COMMENT ON COLUMN gateway.operation.request_id IS 'The caller''s own.';
COMMENT ON COLUMN gateway.operation.event IS
    'What is sent to Kafka, in Avro''s single-object encoding: a repeat sends the same bytes.';
COMMENT ON COLUMN gateway.operation.is_final IS 'A capture after which the rest of the hold is released.';
COMMENT ON COLUMN gateway.operation.exception_code IS 'Why it is in no book; null if it is, as far as is known.';

CREATE TABLE gateway.event (
    event_seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_name text NOT NULL,
    event_type text NOT NULL,
    subject_id text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    body text NOT NULL
);
CREATE INDEX event_by_owner ON gateway.event (owner_name, event_seq);
CREATE INDEX event_by_time ON gateway.event (recorded_at);
COMMENT ON TABLE gateway.event IS 'What happened, for callers to follow.';
COMMENT ON COLUMN gateway.event.event_seq IS
    'One recorder writes at a time, so who has read up to a number has missed none below it.';
COMMENT ON COLUMN gateway.event.body IS 'JSON, as it is told.';

CREATE TABLE gateway.recorder_offset (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE gateway.recorder_offset IS
    'Where the recorder goes on to read; written with what it read.';
