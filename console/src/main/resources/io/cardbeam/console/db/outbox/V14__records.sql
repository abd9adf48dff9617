-- Records for Kafka that people caused. Each is written in the transaction of what causes it, and
-- sent after it by one of the consoles.

CREATE TABLE outbox.record (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    origin text NOT NULL CHECK (origin <> ''),
    topic text NOT NULL,
    record_key text NOT NULL,
    event_time timestamptz NOT NULL,
    value bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at timestamptz
);
CREATE INDEX record_unsent ON outbox.record (seq) WHERE sent_at IS NULL;
CREATE INDEX record_sent ON outbox.record (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX record_by_origin ON outbox.record (origin);
COMMENT ON TABLE outbox.record IS 'Records for Kafka, sent in this order.';
COMMENT ON COLUMN outbox.record.origin IS
    'What caused it: "case" and its number, the id of a cardholder''s act, "dead letter" and its place.';
COMMENT ON COLUMN outbox.record.topic IS 'Without the prefix of the installation.';
COMMENT ON COLUMN outbox.record.value IS 'The bytes that go out, in Avro''s single-object encoding.';
COMMENT ON COLUMN outbox.record.sent_at IS
    'When Kafka had it; null until then. What is null after a crash is sent again, as it is.';
