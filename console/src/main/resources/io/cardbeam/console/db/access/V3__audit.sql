-- What was done, by whom. Entries are added by one function and never changed; each holds the hash
-- of the one before, so that a change, a gap or another order shows.

CREATE TABLE access.audit_entry (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    origin text NOT NULL,
    result text NOT NULL,
    detail text NOT NULL,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE access.audit_entry IS 'The audit trail, without secrets and card numbers.';
COMMENT ON COLUMN access.audit_entry.seq IS 'Without gaps.';
COMMENT ON COLUMN access.audit_entry.actor IS 'Who: user:NAME, key:ID, command:NAME or somebody.';
COMMENT ON COLUMN access.audit_entry.action IS 'What, for instance sign-in.';
COMMENT ON COLUMN access.audit_entry.target IS 'To what or whom.';
COMMENT ON COLUMN access.audit_entry.origin IS 'Address that it came from.';
COMMENT ON COLUMN access.audit_entry.result IS 'done or refused.';
COMMENT ON COLUMN access.audit_entry.hash IS
    'SHA-256 of the hash before and of seq, microseconds since 1970 and the texts as netstrings.';

CREATE TABLE access.audit_anchor (
    seq bigint PRIMARY KEY CHECK (seq >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    at timestamptz NOT NULL
);
COMMENT ON TABLE access.audit_anchor IS
    'Number, hash and time of the newest entry that was removed for its age: the chain goes on from there.';
INSERT INTO access.audit_anchor VALUES (0, decode(repeat('00', 32), 'hex'), '1970-01-01T00:00:00Z');

CREATE FUNCTION access.netstring(text_of text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
RETURN octet_length(convert_to(text_of, 'UTF8')) || ':' || text_of || ',';

CREATE FUNCTION access.audit_hash(previous bytea, seq bigint, at timestamptz, actor text,
    action text, target text, origin text, result text, detail text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT
RETURN sha256(previous || convert_to(access.netstring(seq::text)
    || access.netstring((extract(epoch FROM at) * 1000000)::bigint::text)
    || access.netstring(actor) || access.netstring(action) || access.netstring(target)
    || access.netstring(origin) || access.netstring(result) || access.netstring(detail), 'UTF8'));

-- Adds an entry of a given time, or of the one before it if that is later. The lock, kept to the
-- end of the transaction, gives all entries one order.
CREATE FUNCTION access.append_audit_at(its_time timestamptz, its_actor text, its_action text,
    its_target text, its_origin text, its_result text, its_detail text) RETURNS bigint
LANGUAGE plpgsql SET search_path = access, pg_temp AS $$
DECLARE
    last record;
    its_seq bigint;
    stamped timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('cardbeam.access.audit', 0));
    SELECT seq, hash, at INTO last FROM
        (SELECT seq, hash, at FROM access.audit_anchor
         UNION ALL SELECT seq, hash, at FROM access.audit_entry) known
        ORDER BY seq DESC LIMIT 1;
    its_seq := last.seq + 1;
    stamped := greatest(its_time, last.at);
    INSERT INTO access.audit_entry VALUES (its_seq, stamped, its_actor, its_action, its_target,
        its_origin, its_result, its_detail, last.hash,
        access.audit_hash(last.hash, its_seq, stamped, its_actor, its_action, its_target,
            its_origin, its_result, its_detail));
    RETURN its_seq;
END $$;

CREATE FUNCTION access.append_audit(actor text, action text, target text, origin text, result text,
    detail text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = access, pg_temp
RETURN access.append_audit_at(clock_timestamp(), actor, action, target, origin, result, detail);
COMMENT ON FUNCTION access.append_audit IS 'Adds an entry of now; gives its number.';

-- Removes the entries before a time from the old end, and notes where the chain goes on.
CREATE FUNCTION access.expire_audit_before(cutoff timestamptz, by_whom text) RETURNS bigint
LANGUAGE plpgsql SET search_path = access, pg_temp AS $$
DECLARE
    newest record;
    removed bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('cardbeam.access.audit', 0));
    SELECT seq, hash, at INTO newest FROM access.audit_entry WHERE at < cutoff
        ORDER BY seq DESC LIMIT 1;
    IF newest.seq IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO access.audit_anchor VALUES (newest.seq, newest.hash, newest.at);
    PERFORM set_config('cardbeam.audit_expires', 'yes', true);
    DELETE FROM access.audit_entry WHERE seq <= newest.seq;
    GET DIAGNOSTICS removed = ROW_COUNT;
    PERFORM set_config('cardbeam.audit_expires', 'no', true);
    PERFORM access.append_audit_at(clock_timestamp(), by_whom, 'audit-expire',
        'entries up to ' || newest.seq, '', 'done',
        removed || ' entries, the last with hash ' || encode(newest.hash, 'hex'));
    RETURN removed;
END $$;

CREATE FUNCTION access.expire_audit(by_whom text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = access, pg_temp
RETURN access.expire_audit_before(clock_timestamp() - interval '400 days', by_whom);
COMMENT ON FUNCTION access.expire_audit IS 'Removes entries older than 400 days; gives how many.';

-- Nobody changes an entry by mistake, not even the owner; who takes this trigger away is found out
-- by the hashes.
CREATE FUNCTION access.keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('cardbeam.audit_expires', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the audit trail is only added to';
END $$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE OR TRUNCATE ON access.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access.keep_audit();
