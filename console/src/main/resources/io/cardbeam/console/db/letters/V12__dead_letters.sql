-- Dead letters as the topic dead-letters has them, and what was sent in their place.

CREATE TABLE letters.dead_letter (
    letter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_digest text NOT NULL UNIQUE,
    written_at timestamptz NOT NULL,
    source text NOT NULL,
    source_position bigint NOT NULL,
    topic_name text NOT NULL,
    code text NOT NULL,
    reason_text text NOT NULL,
    payload bytea NOT NULL
);
CREATE INDEX dead_letter_by_time ON letters.dead_letter (written_at, letter_id);
COMMENT ON TABLE letters.dead_letter IS 'Dead letters, those that came twice once.';
COMMENT ON COLUMN letters.dead_letter.letter_digest IS 'SHA-256 of the record, by which one that comes again is known.';
COMMENT ON COLUMN letters.dead_letter.written_at IS 'Time of the record on Kafka.';
COMMENT ON COLUMN letters.dead_letter.topic_name IS
    'Topic that the unread record lies on, without the prefix of the installation; empty for a file.';

CREATE TABLE letters.topic_offset (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE letters.topic_offset IS 'How far the topic dead-letters was read.';

CREATE TABLE letters.sent_event (
    source text NOT NULL,
    source_position bigint NOT NULL,
    record bytea NOT NULL,
    event_type text NOT NULL,
    event_key text NOT NULL,
    card_token text NOT NULL,
    sent_by text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (source, source_position)
);
COMMENT ON TABLE letters.sent_event IS
    'The one event that is sent in place of a record that could not be read, written with its record in the outbox.';
