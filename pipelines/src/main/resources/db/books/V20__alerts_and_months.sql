-- What was an alert when it was decided: by the costs that were in force then, and not by today's.

ALTER TYPE books.authorization_part ADD ATTRIBUTE alert_raised boolean;
ALTER TABLE books.authorization_decision ADD COLUMN alert_raised boolean;
CREATE INDEX authorization_decision_with_alert ON books.authorization_decision (authorization_id)
    WHERE alert_raised;
COMMENT ON COLUMN books.authorization_decision.alert_raised IS
    'Whether an alert was raised; null where the decision does not say, as it is of an earlier version.';

-- Requests by month, so that nobody has to count all of them. Kept by a trigger, once a statement. Writers
-- that store at the same time mostly add to rows of their own, by which they do not wait for each other.
CREATE TABLE books.request_month (
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    currency char(3) NOT NULL,
    outcome text NOT NULL,
    alert_raised boolean NOT NULL,
    shard smallint NOT NULL,
    request_count bigint NOT NULL,
    amount_minor numeric(38) NOT NULL,
    PRIMARY KEY (month, currency, outcome, alert_raised, shard)
) WITH (fillfactor = 50);
COMMENT ON TABLE books.request_month IS 'Sums of answered requests, in some parts that add up.';
COMMENT ON COLUMN books.request_month.month IS 'First day of the month of event time, UTC.';
COMMENT ON COLUMN books.request_month.shard IS 'Which part: by the connection that stored the requests.';
COMMENT ON COLUMN books.request_month.amount_minor IS 'Minor units of the currency.';

CREATE FUNCTION books.count_requests_by_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO books.request_month AS known
        SELECT date_trunc('month', r.event_time AT TIME ZONE 'UTC')::date, r.currency, d.outcome,
            coalesce(d.alert_raised, false), pg_backend_pid() % 16, count(*), sum(r.amount_minor)
        FROM stored d JOIN books.authorization_request r USING (authorization_id)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (month, currency, outcome, alert_raised, shard) DO UPDATE
        SET request_count = known.request_count + excluded.request_count,
            amount_minor = known.amount_minor + excluded.amount_minor;
    RETURN NULL;
END $$;
CREATE TRIGGER count_by_month AFTER INSERT ON books.authorization_decision
    REFERENCING NEW TABLE AS stored FOR EACH STATEMENT
    EXECUTE FUNCTION books.count_requests_by_month();

INSERT INTO books.request_month
    SELECT date_trunc('month', r.event_time AT TIME ZONE 'UTC')::date, r.currency, d.outcome, false, 0,
        count(*), sum(r.amount_minor)
    FROM books.authorization_request r JOIN books.authorization_decision d USING (authorization_id)
    GROUP BY 1, 2, 3;
