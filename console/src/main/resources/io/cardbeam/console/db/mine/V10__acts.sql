-- What cardholders said and did about their cards. A row is written with its events' records in the
-- outbox, and kept for longer than the same act can be done again, which finds it and makes no
-- second event.

CREATE TABLE mine.act (
    act_seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    act_id text NOT NULL UNIQUE CHECK (act_id ~ '^(an|di)_[0-9a-f]{32}$'),
    user_id bigint NOT NULL,
    card_token text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ANSWER', 'DISPUTE')),
    subject_key text NOT NULL,
    turn integer NOT NULL CHECK (turn > 0),
    acted_at timestamptz NOT NULL,
    said text NOT NULL,
    amount_minor bigint CHECK (amount_minor > 0),
    UNIQUE (card_token, kind, subject_key, turn),
    CHECK ((kind = 'DISPUTE') = (amount_minor IS NOT NULL))
);
CREATE INDEX act_by_time ON mine.act (acted_at);
COMMENT ON TABLE mine.act IS 'Answers to "was this you?", and disputes.';
COMMENT ON COLUMN mine.act.act_id IS 'Key of its events: follows from card, kind, subject and turn.';
COMMENT ON COLUMN mine.act.user_id IS 'Who did it, in access.app_user.';
COMMENT ON COLUMN mine.act.subject_key IS 'Request that was answered for, or purchase that is disputed.';
COMMENT ON COLUMN mine.act.turn IS
    '1 for the first act on its subject; who changes an answer, or disputes again what was decided, takes the next.';
COMMENT ON COLUMN mine.act.said IS 'MINE or NOT_MINE; of a dispute its reason.';
COMMENT ON COLUMN mine.act.amount_minor IS 'Of a dispute, minor units of the purchase''s currency.';

-- Acts are evidence: the console's own user deletes none but these.
CREATE FUNCTION mine.expire_acts(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = mine, pg_temp AS $$
DECLARE
    deleted bigint;
BEGIN
    DELETE FROM mine.act WHERE act_seq IN (
        SELECT act_seq FROM mine.act WHERE acted_at < clock_timestamp() - interval '400 days'
        ORDER BY acted_at LIMIT most);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END $$;
COMMENT ON FUNCTION mine.expire_acts IS
    'Deletes acts older than 400 days, the oldest first and at most so many; gives how many.';
REVOKE ALL ON ALL ROUTINES IN SCHEMA mine FROM PUBLIC;
