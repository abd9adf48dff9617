-- What the console's own user may do, to be granted by: GRANT cardbeam_gateway TO its_user. It
-- can't make keys, merchants, analysts or administrators, reads no audit trail and changes none.
--
-- This runs whenever either schema was brought up to date, by whoever may: so it does not matter
-- which schema is made first, nor whether the role is made before or after them.

DO $$
DECLARE
    may_make_roles boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles
        WHERE rolname = current_user);
    own text[] := ARRAY(SELECT nspname FROM pg_namespace
        WHERE nspname IN ('access', 'gateway', 'outbox', 'mine', 'letters', 'cases')
            AND pg_has_role(nspowner, 'USAGE'));
BEGIN
    -- Two consoles that start at once would change the same rows of the catalogue.
    PERFORM pg_advisory_xact_lock(hashtext('cardbeam_gateway'));
    IF may_make_roles AND to_regrole('cardbeam_gateway') IS NULL THEN
        CREATE ROLE cardbeam_gateway NOLOGIN;
    END IF;
    IF to_regrole('cardbeam_gateway') IS NULL THEN
        RETURN;
    END IF;
    IF 'access' = ANY (own) THEN
        GRANT USAGE ON SCHEMA access TO cardbeam_gateway;
        GRANT SELECT ON access.flyway_schema_history, access.merchant, access.approval_limit,
            access.api_key, access.app_user, access.user_card, access.password_reset
            TO cardbeam_gateway;
        GRANT INSERT ON access.app_user, access.user_card TO cardbeam_gateway;
        GRANT UPDATE (password_hash, password_set_at, totp_secret, totp_pending, totp_step)
            ON access.app_user TO cardbeam_gateway;
        GRANT DELETE ON access.password_reset TO cardbeam_gateway;
        GRANT SELECT, INSERT, UPDATE, DELETE ON access.user_session, access.failed_attempt
            TO cardbeam_gateway;
        IF to_regclass('access.cube_view') IS NOT NULL THEN
            GRANT SELECT, INSERT, UPDATE, DELETE ON access.cube_view TO cardbeam_gateway;
        END IF;
        GRANT EXECUTE ON FUNCTION access.append_audit, access.expire_audit TO cardbeam_gateway;
    END IF;
    IF 'gateway' = ANY (own) THEN
        GRANT USAGE ON SCHEMA gateway TO cardbeam_gateway;
        GRANT SELECT ON gateway.flyway_schema_history TO cardbeam_gateway;
        GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.card_authorization, gateway.operation,
            gateway.event, gateway.recorder_offset TO cardbeam_gateway;
    END IF;
    IF 'outbox' = ANY (own) THEN
        GRANT USAGE ON SCHEMA outbox TO cardbeam_gateway;
        GRANT SELECT ON outbox.flyway_schema_history TO cardbeam_gateway;
        GRANT SELECT, INSERT, DELETE ON outbox.record TO cardbeam_gateway;
        GRANT UPDATE (sent_at) ON outbox.record TO cardbeam_gateway;
    END IF;
    IF 'mine' = ANY (own) THEN
        GRANT USAGE ON SCHEMA mine TO cardbeam_gateway;
        GRANT SELECT ON mine.flyway_schema_history TO cardbeam_gateway;
        GRANT SELECT, INSERT ON mine.act TO cardbeam_gateway;
        GRANT EXECUTE ON FUNCTION mine.expire_acts TO cardbeam_gateway;
    END IF;
    IF 'letters' = ANY (own) THEN
        GRANT USAGE ON SCHEMA letters TO cardbeam_gateway;
        GRANT SELECT ON letters.flyway_schema_history TO cardbeam_gateway;
        GRANT SELECT, INSERT, DELETE ON letters.dead_letter TO cardbeam_gateway;
        GRANT SELECT, INSERT, UPDATE ON letters.topic_offset TO cardbeam_gateway;
        GRANT SELECT, INSERT ON letters.sent_event TO cardbeam_gateway;
    END IF;
    IF 'cases' = ANY (own) THEN
        GRANT USAGE ON SCHEMA cases TO cardbeam_gateway;
        GRANT SELECT ON cases.flyway_schema_history TO cardbeam_gateway;
        GRANT SELECT, INSERT, UPDATE, DELETE ON cases.fraud_case, cases.case_alert,
            cases.case_note, cases.case_change, cases.reader_offset TO cardbeam_gateway;
        GRANT EXECUTE ON FUNCTION cases.take_alert TO cardbeam_gateway;
    END IF;
END $$;
