-- What analysts work on: one case from the alerts of a card. Written by one reader of the alerts'
-- topic, with its offsets in the same transaction, and by what people do on the page.

CREATE TABLE cases.fraud_case (
    case_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_token text NOT NULL CHECK (card_token <> ''),
    last_four text NOT NULL,
    status text NOT NULL CHECK (status IN
        ('OPEN', 'IN_PROGRESS', 'SNOOZED', 'CLOSED_FRAUD', 'CLOSED_GENUINE')),
    snoozed_until timestamptz,
    assignee text,
    version bigint NOT NULL CHECK (version > 0),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    alert_count integer NOT NULL CHECK (alert_count > 0),
    fraud_count integer NOT NULL DEFAULT 0 CHECK (fraud_count >= 0),
    genuine_count integer NOT NULL DEFAULT 0 CHECK (genuine_count >= 0),
    newest_alert_id text NOT NULL,
    newest_alert_at timestamptz NOT NULL,
    highest_probability double precision NOT NULL,
    highest_amount numeric NOT NULL,
    CHECK (fraud_count + genuine_count <= alert_count),
    CHECK ((status = 'SNOOZED') = (snoozed_until IS NOT NULL)),
    CHECK ((status IN ('CLOSED_FRAUD', 'CLOSED_GENUINE')) = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX fraud_case_open ON cases.fraud_case (card_token) WHERE closed_at IS NULL;
CREATE INDEX fraud_case_by_opening ON cases.fraud_case (opened_at, case_id);
CREATE INDEX fraud_case_by_alert ON cases.fraud_case (newest_alert_at, case_id);
CREATE INDEX fraud_case_by_closing ON cases.fraud_case (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX fraud_case_asleep ON cases.fraud_case (snoozed_until) WHERE snoozed_until IS NOT NULL;
COMMENT ON TABLE cases.fraud_case IS 'Cases; a card has at most one that is not closed.';
COMMENT ON COLUMN cases.fraud_case.version IS
    'One more with each change but a note; who changes a case names the version that they saw.';
COMMENT ON COLUMN cases.fraud_case.opened_at IS 'When the first alert was read, by the clock.';
COMMENT ON COLUMN cases.fraud_case.newest_alert_at IS 'Event time.';
COMMENT ON COLUMN cases.fraud_case.fraud_count IS
    'Of its alerts, those labelled fraud; genuine_count those labelled genuine, the rest is open.';
COMMENT ON COLUMN cases.fraud_case.highest_amount IS
    'Of its alerts, in units of their currencies, to sort by.';

CREATE TABLE cases.case_alert (
    card_token text NOT NULL,
    alert_id text NOT NULL,
    case_id bigint NOT NULL REFERENCES cases.fraud_case ON DELETE CASCADE,
    event_time timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('APPROVED', 'REFERRED', 'DECLINED')),
    fraud_probability double precision NOT NULL,
    amount_minor bigint NOT NULL,
    amount numeric NOT NULL,
    currency text NOT NULL,
    merchant_id text NOT NULL,
    merchant_name text NOT NULL,
    category text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    latitude double precision,
    longitude double precision,
    reasons jsonb NOT NULL,
    verdict text CHECK (verdict IN ('FRAUD', 'GENUINE')),
    decided_at timestamptz,
    PRIMARY KEY (card_token, alert_id),
    CHECK ((verdict IS NULL) = (decided_at IS NULL))
);
CREATE INDEX case_alert_by_case ON cases.case_alert (case_id, event_time, alert_id);
CREATE INDEX case_alert_by_merchant ON cases.case_alert (merchant_id, event_time);
CREATE INDEX case_alert_by_decision ON cases.case_alert (decided_at) WHERE decided_at IS NOT NULL;
COMMENT ON TABLE cases.case_alert IS 'Alerts, each once: one that is read again is known by its key.';
COMMENT ON COLUMN cases.case_alert.alert_id IS 'Key of the request that it is about.';
COMMENT ON COLUMN cases.case_alert.amount IS 'In units of the currency.';
COMMENT ON COLUMN cases.case_alert.verdict IS 'Its label; null while it is open.';
COMMENT ON COLUMN cases.case_alert.reasons IS 'Code and text of each, the text speaks of the card.';

CREATE TABLE cases.case_note (
    note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id bigint NOT NULL REFERENCES cases.fraud_case ON DELETE CASCADE,
    request_id text NOT NULL,
    author text NOT NULL,
    written_at timestamptz NOT NULL,
    body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 4000),
    UNIQUE (case_id, author, request_id)
);
COMMENT ON TABLE cases.case_note IS 'What analysts wrote. Notes are added, never changed.';

CREATE TABLE cases.case_change (
    case_id bigint NOT NULL REFERENCES cases.fraud_case ON DELETE CASCADE,
    version bigint NOT NULL,
    happened_at timestamptz NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    detail text NOT NULL,
    request_text text NOT NULL,
    PRIMARY KEY (case_id, version)
);
COMMENT ON TABLE cases.case_change IS 'What made each version of a case.';
COMMENT ON COLUMN cases.case_change.actor IS 'A user''s name; empty where the stream did it.';
COMMENT ON COLUMN cases.case_change.request_text IS
    'The act as it was asked for, by which the same one that comes again is known.';

CREATE TABLE cases.reader_offset (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE cases.reader_offset IS 'Up to where alerts were read.';
