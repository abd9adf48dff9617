-- Whoever is granted to add users and does not own the table adds cardholders alone: neither
-- analysts nor administrators. Who is granted what is in rights/afterMigrate.sql.

REVOKE ALL ON ALL ROUTINES IN SCHEMA access FROM PUBLIC;
ALTER TABLE access.app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_are_read ON access.app_user FOR SELECT USING (true);
CREATE POLICY all_are_changed ON access.app_user FOR UPDATE USING (true);
CREATE POLICY cardholders_are_added ON access.app_user FOR INSERT
    WITH CHECK (role = 'CARDHOLDER');
