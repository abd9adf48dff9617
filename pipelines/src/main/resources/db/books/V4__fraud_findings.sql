-- What was found out about requests afterwards. Each finding is a row for good: one that says genuine
-- after one that said fraud stands beside it.

CREATE TABLE books.fraud_finding (
    fraud_finding_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_id bigint NOT NULL REFERENCES books.card,
    finding_key text NOT NULL CHECK (finding_key <> ''),
    request_key text NOT NULL CHECK (request_key <> ''),
    request_time timestamptz NOT NULL,
    event_time timestamptz NOT NULL CHECK (event_time >= request_time),
    verdict text NOT NULL CHECK (verdict IN ('FRAUD', 'GENUINE')),
    source text NOT NULL CHECK (source IN ('ANALYST', 'CARDHOLDER', 'CHARGEBACK')),
    note text NOT NULL,
    content_fingerprint bigint NOT NULL,
    UNIQUE (finding_key, card_id)
);
CREATE INDEX fraud_finding_by_request ON books.fraud_finding (request_key, card_id);
CREATE INDEX fraud_finding_by_card ON books.fraud_finding (card_id, event_time);
COMMENT ON TABLE books.fraud_finding IS 'Findings on whether a request was fraud, as they came.';
COMMENT ON COLUMN books.fraud_finding.finding_key IS 'Key of the event among the card''s findings.';
COMMENT ON COLUMN books.fraud_finding.content_fingerprint IS
    '64-bit fingerprint of what the event says, by which another content under its key is known.';
COMMENT ON COLUMN books.fraud_finding.request_key IS
    'Authorization that it names; no reference, as it may come before it, or there may be none.';
COMMENT ON COLUMN books.fraud_finding.request_time IS 'Time of that request, as the finding tells it.';
COMMENT ON COLUMN books.fraud_finding.card_id IS 'Card of that request, as the finding tells it.';
COMMENT ON COLUMN books.fraud_finding.event_time IS 'When the finding came.';
COMMENT ON COLUMN books.fraud_finding.note IS 'Why, in words; may be empty.';
