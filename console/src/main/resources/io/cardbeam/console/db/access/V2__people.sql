-- The people who sign in.

CREATE TABLE access.app_user (
    user_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_name text NOT NULL UNIQUE CHECK (user_name ~ '^[a-z0-9][a-z0-9._@+-]{2,63}$'),
    role text NOT NULL CHECK (role IN ('CARDHOLDER', 'ANALYST', 'ADMINISTRATOR')),
    password_hash text NOT NULL,
    password_set_at timestamptz NOT NULL,
    totp_secret bytea,
    totp_pending bytea,
    totp_step bigint NOT NULL DEFAULT 0,
    is_disabled boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access.app_user IS 'People who may sign in.';
COMMENT ON COLUMN access.app_user.password_hash IS
    'Argon2id with its salt and parameters; empty until the person has chosen a password.';
COMMENT ON COLUMN access.app_user.totp_secret IS
    'Secret of the one-time passwords, encrypted; null: none are asked for.';
COMMENT ON COLUMN access.app_user.totp_pending IS
    'The same, shown to the person and not confirmed by a first password yet.';
COMMENT ON COLUMN access.app_user.totp_step IS
    'Time step of the newest one-time password that was used: none works twice.';

CREATE TABLE access.user_card (
    card_token text PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES access.app_user,
    enrolled_at timestamptz NOT NULL
);
CREATE INDEX user_card_by_user ON access.user_card (user_id);
COMMENT ON TABLE access.user_card IS 'Cards that cardholders enrolled; a card belongs to one user.';

CREATE TABLE access.password_reset (
    user_id bigint PRIMARY KEY REFERENCES access.app_user,
    digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    valid_until timestamptz NOT NULL
);
COMMENT ON TABLE access.password_reset IS 'Codes that an administrator made; each sets one password.';
COMMENT ON COLUMN access.password_reset.digest IS 'SHA-256 of the code, which is 160 random bits.';

CREATE TABLE access.user_session (
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    user_id bigint NOT NULL REFERENCES access.app_user,
    role text NOT NULL,
    started_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL
);
CREATE INDEX user_session_by_user ON access.user_session (user_id, started_at);
CREATE INDEX user_session_by_use ON access.user_session (used_at);
COMMENT ON TABLE access.user_session IS 'Who is signed in.';
COMMENT ON COLUMN access.user_session.digest IS 'SHA-256 of the cookie, which is 256 random bits.';
COMMENT ON COLUMN access.user_session.role IS 'At the start; a session ends with the role.';

CREATE TABLE access.failed_attempt (
    kind text NOT NULL CHECK (kind IN ('PASSWORD', 'ENROLMENT')),
    subject bytea NOT NULL CHECK (octet_length(subject) = 32),
    tried_from text NOT NULL,
    failures integer NOT NULL CHECK (failures >= 0),
    last_at timestamptz NOT NULL,
    PRIMARY KEY (kind, subject, tried_from)
);
CREATE INDEX failed_attempt_by_origin ON access.failed_attempt (kind, tried_from);
CREATE INDEX failed_attempt_by_time ON access.failed_attempt (last_at);
COMMENT ON TABLE access.failed_attempt IS 'Wrong passwords, and wrong answers at enrolment.';
COMMENT ON COLUMN access.failed_attempt.subject IS
    'Digest of what was tried: user or card, whether there is such a one or not.';
COMMENT ON COLUMN access.failed_attempt.tried_from IS 'Network or known browser that it came from.';
