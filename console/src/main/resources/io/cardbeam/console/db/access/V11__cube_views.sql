-- Questions to the cube that people saved.

CREATE TABLE access.cube_view (
    view_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES access.app_user,
    view_name text NOT NULL CHECK (char_length(view_name) BETWEEN 1 AND 80),
    query text NOT NULL CHECK (char_length(query) BETWEEN 1 AND 4000),
    is_shared boolean NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (user_id, view_name)
);
CREATE INDEX cube_view_shared ON access.cube_view (changed_at DESC) WHERE is_shared;
COMMENT ON TABLE access.cube_view IS 'Saved views of the cube, 100 a person at most.';
COMMENT ON COLUMN access.cube_view.query IS 'Query of the page''s address.';
COMMENT ON COLUMN access.cube_view.is_shared IS 'Whether all analysts and administrators see it.';
