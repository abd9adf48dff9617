-- Takes an alert: it joins the card's case that is not closed, or opens one. An alert that is known
-- changes nothing. Gives the case, null if the alert was known.
CREATE OR REPLACE FUNCTION cases.take_alert(its_time timestamptz, token text, four text, alert text,
    at timestamptz, its_outcome text, probability double precision, minor bigint, units numeric,
    its_currency text, merchant text, name text, its_category text, its_city text, its_state text,
    north double precision, east double precision, why jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    one cases.fraud_case;
BEGIN
    PERFORM FROM cases.case_alert a WHERE a.card_token = token AND a.alert_id = alert;
    IF FOUND THEN
        RETURN NULL;
    END IF;
    -- Locked: what an analyst does to it at the same time comes before this or after.
    SELECT * INTO one FROM cases.fraud_case c
        WHERE c.card_token = token AND c.closed_at IS NULL FOR UPDATE;
    IF one.case_id IS NULL THEN
        INSERT INTO cases.fraud_case (card_token, last_four, status, version, opened_at,
            alert_count, newest_alert_id, newest_alert_at, highest_probability, highest_amount)
            VALUES (token, four, 'OPEN', 1, its_time, 1, alert, at, probability, units)
            RETURNING * INTO one;
    ELSE
        UPDATE cases.fraud_case c SET
            version = c.version + 1,
            status = CASE c.status WHEN 'SNOOZED' THEN 'OPEN' ELSE c.status END,
            snoozed_until = NULL,
            alert_count = c.alert_count + 1,
            newest_alert_id = CASE WHEN (at, alert COLLATE "C")
                > (c.newest_alert_at, c.newest_alert_id COLLATE "C")
                THEN alert ELSE c.newest_alert_id END,
            newest_alert_at = greatest(c.newest_alert_at, at),
            highest_probability = greatest(c.highest_probability, probability),
            highest_amount = greatest(c.highest_amount, units)
            WHERE c.case_id = one.case_id RETURNING * INTO one;
    END IF;
    INSERT INTO cases.case_alert VALUES (token, alert, one.case_id, at, its_outcome, probability,
        minor, units, its_currency, merchant, name, its_category, its_city, its_state, north, east,
        why);
    INSERT INTO cases.case_change VALUES (one.case_id, one.version, its_time, '',
        CASE WHEN one.version = 1 THEN 'OPEN' ELSE 'JOIN' END, alert, '');
    RETURN one.case_id;
END $$;
REVOKE ALL ON ALL ROUTINES IN SCHEMA cases FROM PUBLIC;
