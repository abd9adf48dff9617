-- What the console's own user may do, to be granted by: GRANT cardbeam_gateway TO its_user. It
-- can't make keys, merchants, analysts or administrators, reads no audit trail and changes none.

REVOKE ALL ON ALL ROUTINES IN SCHEMA access FROM PUBLIC;

DO $$
DECLARE
    may_make_roles boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles
        WHERE rolname = current_user);
BEGIN
    IF may_make_roles AND to_regrole('cardbeam_gateway') IS NULL THEN
        CREATE ROLE cardbeam_gateway NOLOGIN;
    END IF;
    IF to_regrole('cardbeam_gateway') IS NULL THEN
        RETURN;
    END IF;
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
    GRANT EXECUTE ON FUNCTION access.append_audit, access.expire_audit TO cardbeam_gateway;
    ALTER TABLE access.app_user ENABLE ROW LEVEL SECURITY;
    CREATE POLICY gateway_reads ON access.app_user FOR SELECT TO cardbeam_gateway USING (true);
    CREATE POLICY gateway_changes ON access.app_user FOR UPDATE TO cardbeam_gateway USING (true);
    CREATE POLICY gateway_adds_cardholders ON access.app_user FOR INSERT TO cardbeam_gateway
        WITH CHECK (role = 'CARDHOLDER');
END $$;
