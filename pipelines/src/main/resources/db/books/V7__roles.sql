-- Roles to grant to an installation's own users. Whoever migrates may lack the right to make
-- roles; then an administrator makes them, or the owner writes and reads.
DO $$
DECLARE
    may_make_roles boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles
        WHERE rolname = current_user);
BEGIN
    IF may_make_roles AND to_regrole('cardbeam_writer') IS NULL THEN
        CREATE ROLE cardbeam_writer NOLOGIN;
    END IF;
    IF may_make_roles AND to_regrole('cardbeam_reader') IS NULL THEN
        CREATE ROLE cardbeam_reader NOLOGIN;
    END IF;
END $$;
