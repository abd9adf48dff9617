-- The ledger: how transfers are stored, and what is read off them.

-- Transfers, as a set. Of several of one id the first counts. Balances move by the rows that were inserted,
-- in the same statement: whoever stores the same transfer at the same time waits for that row and adds
-- nothing. Transfers are inserted in the order of their ids and balances moved in the order of cards, so that
-- two writers of the same rows meet in one order.
CREATE OR REPLACE PROCEDURE books.store_ledger_transfers(documents jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
    told books.transfer_part[];
    inserted bigint;
    other record;
BEGIN
    told := ARRAY(
        SELECT jsonb_populate_record(NULL::books.transfer_part, d.document -> 'transfer')
        FROM unnest(documents) WITH ORDINALITY AS d (document, place)
        ORDER BY d.document #>> '{transfer,transfer_id}', d.place);
    INSERT INTO books.card (card_token)
        SELECT DISTINCT t.card_token FROM unnest(told) t
        WHERE (SELECT c.card_id FROM books.card c WHERE c.card_token = t.card_token) IS NULL
        ORDER BY 1 ON CONFLICT DO NOTHING;
    WITH made AS (
        INSERT INTO books.ledger_transfer (transfer_id, card_id, kind, event_key, state, debit, credit,
                amount_minor, currency, pending_id, subject_key, event_time, effective_from,
                expires_at, tolerated_minor, content_fingerprint)
            SELECT t.transfer_id,
                (SELECT c.card_id FROM books.card c WHERE c.card_token = t.card_token),
                t.kind, t.event_id, t.state, t.debit, t.credit, t.amount_minor, t.currency,
                t.pending_id, t.subject_id, t.event_time, t.effective_from, t.expires_at,
                t.tolerated_minor, t.content_fingerprint
            FROM unnest(told) t
            ON CONFLICT (transfer_id) DO NOTHING
            RETURNING card_id, state, debit, credit, amount_minor, currency),
    moved AS (
        INSERT INTO books.cardholder_balance AS known (card_id, currency, balance_minor)
            SELECT m.card_id, m.currency,
                sum(CASE 'CARDHOLDER' WHEN m.debit THEN m.amount_minor ELSE -m.amount_minor END)
            FROM made m
            WHERE m.state = 'POSTED' AND 'CARDHOLDER' IN (m.debit, m.credit)
            GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (card_id, currency) DO UPDATE
            SET balance_minor = known.balance_minor + excluded.balance_minor)
    SELECT count(*) INTO inserted FROM made;
    IF inserted < cardinality(told) THEN
        FOR other IN
            SELECT t.transfer_id, t.card_token, l.content_fingerprint AS standing,
                t.content_fingerprint, to_jsonb(t)::text AS content
            FROM unnest(told) t JOIN books.ledger_transfer l USING (transfer_id)
            WHERE l.content_fingerprint <> t.content_fingerprint
        LOOP
            CALL books.compare_contents('LEDGER_TRANSFER', other.transfer_id, other.card_token,
                other.standing, other.content_fingerprint, other.content);
        END LOOP;
    END IF;
END $$;

-- Those of many events. If a transfer among them breaks a rule of the schema, each goes through the entry
-- point of one.
CREATE OR REPLACE PROCEDURE books.store_all_ledger_transfers(kinds text[], documents text[])
LANGUAGE plpgsql AS $$
DECLARE
    transfers text[] := ARRAY(
        SELECT c.document FROM unnest(kinds, documents) WITH ORDINALITY AS c (kind, document, place)
        WHERE c.kind = 'LEDGER_TRANSFER' ORDER BY c.place);
    document text;
BEGIN
    IF cardinality(transfers) > 0 THEN
        CALL books.store_ledger_transfers(transfers::jsonb[]);
    END IF;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    FOREACH document IN ARRAY transfers LOOP
        CALL books.store('LEDGER_TRANSFER', document);
    END LOOP;
END $$;

CREATE OR REPLACE VIEW books.ledger_account_balance AS
    SELECT s.ledger_account, s.currency, sum(s.amount_minor) AS balance_minor
    FROM (
        SELECT t.debit AS ledger_account, t.currency, t.amount_minor
        FROM books.ledger_transfer t WHERE t.state = 'POSTED'
        UNION ALL
        SELECT t.credit, t.currency, -t.amount_minor
        FROM books.ledger_transfer t WHERE t.state = 'POSTED') s
    GROUP BY 1, 2;
COMMENT ON VIEW books.ledger_account_balance IS
    'Sum of each account''s posted transfers by currency, minor units: debits less credits. All accounts of'
    ' a currency sum to zero, and CARDHOLDER to the cardholders'' balances.';

-- As the class Account has it: what purchases and reversals took of a hold counts from when they do, and
-- they take no more than there is.
CREATE OR REPLACE VIEW books.available_credit AS
    SELECT a.card_id, a.currency, l.limit_minor, s.posted_minor, s.held_minor,
        l.limit_minor - s.posted_minor - s.held_minor AS available_minor
    FROM books.card_account a
    LEFT JOIN books.credit_limit l ON l.card_update_id = a.newest_update_id
    CROSS JOIN LATERAL (
        SELECT
            (coalesce((SELECT b.balance_minor FROM books.cardholder_balance b
                WHERE b.card_id = a.card_id AND b.currency = a.currency), 0)
            - coalesce((
                SELECT sum(CASE 'CARDHOLDER' WHEN t.debit THEN t.amount_minor
                    ELSE -t.amount_minor END)
                FROM books.ledger_transfer t
                WHERE t.card_id = a.card_id AND t.effective_from > now()
                AND t.currency = a.currency AND t.state = 'POSTED'
                AND 'CARDHOLDER' IN (t.debit, t.credit)), 0))::bigint AS posted_minor,
            coalesce((
                SELECT sum(greatest(0, h.amount_minor - coalesce((
                    SELECT sum(t.amount_minor) FROM books.ledger_transfer t
                    WHERE t.pending_id = h.transfer_id AND t.effective_from <= now()), 0)))
                FROM books.ledger_transfer h
                WHERE h.card_id = a.card_id AND h.expires_at > now()
                AND h.currency = a.currency), 0)::bigint AS held_minor) s;
COMMENT ON VIEW books.available_credit IS
    'What each card may still spend, now: the limit less what is posted and effective and what open holds'
    ' reserve, in the currency of the account. Null where the card has no limit.';

-- The rules of the class LedgerFlags. Of transfers that take more together than there is, the first by event
-- time, kind and id are covered. The card is in each window so that a condition on it reaches the table.
CREATE OR REPLACE VIEW books.ledger_flag AS
    SELECT p.card_id, p.transfer_id, f.flag
    FROM (
        SELECT t.card_id, t.transfer_id, t.currency, t.event_time, h.currency AS hold_currency,
            h.expires_at,
            h.tolerated_minor - coalesce((SELECT sum(v.amount_minor) FROM books.ledger_transfer v
                WHERE v.pending_id = h.transfer_id AND v.kind = 'REVERSAL'), 0) AS left_minor,
            sum(t.amount_minor) FILTER (WHERE t.currency = h.currency) OVER (
                PARTITION BY t.card_id, t.pending_id
                ORDER BY t.event_time, t.transfer_id COLLATE "C") AS taken_minor
        FROM books.ledger_transfer t
        LEFT JOIN books.ledger_transfer h ON h.transfer_id = t.pending_id
            AND h.card_id = t.card_id AND h.kind = 'HOLD'
        WHERE t.kind = 'PURCHASE') p
    CROSS JOIN LATERAL (VALUES
        ('NO_AUTHORIZATION', p.hold_currency IS NULL),
        ('OTHER_CURRENCY', p.hold_currency <> p.currency),
        ('AFTER_HOLD', p.hold_currency = p.currency AND p.event_time >= p.expires_at),
        ('ABOVE_TOLERANCE', p.hold_currency = p.currency AND p.taken_minor > p.left_minor))
        AS f (flag, is_set)
    WHERE f.is_set
    UNION ALL
    SELECT g.card_id, g.transfer_id,
        CASE WHEN g.of_purchase THEN 'ABOVE_PURCHASE' ELSE 'NO_PURCHASE' END
    FROM (
        SELECT t.card_id, t.transfer_id, t.kind, t.of_purchase, t.bought_minor,
            sum(t.given_minor) FILTER (WHERE t.of_purchase) OVER (
                PARTITION BY t.card_id, t.purchase_key
                ORDER BY t.event_time,
                    array_position('{REFUND,CHARGEBACK,CHARGEBACK_REJECTED}', t.kind),
                    t.transfer_id COLLATE "C") AS given_minor
        FROM (
            SELECT b.card_id, b.transfer_id, b.kind, b.event_time, b.subject_key AS purchase_key,
                b.amount_minor AS given_minor, p.amount_minor AS bought_minor,
                p.currency IS NOT DISTINCT FROM b.currency AS of_purchase
            FROM books.ledger_transfer b
            LEFT JOIN books.ledger_transfer p ON p.card_id = b.card_id AND p.kind = 'PURCHASE'
                AND p.event_key = b.subject_key
            WHERE b.kind IN ('REFUND', 'CHARGEBACK')
            UNION ALL
            SELECT n.card_id, n.transfer_id, n.kind, n.event_time, c.subject_key, -n.amount_minor,
                NULL, true
            FROM books.ledger_transfer n
            JOIN books.ledger_transfer c ON c.card_id = n.card_id AND c.kind = 'CHARGEBACK'
                AND c.event_key = n.subject_key
            WHERE n.kind = 'CHARGEBACK_REJECTED') t) g
    WHERE g.kind <> 'CHARGEBACK_REJECTED' AND (NOT g.of_purchase OR g.given_minor > g.bought_minor)
    UNION ALL
    SELECT r.card_id, r.transfer_id,
        CASE WHEN r.of_chargeback THEN 'ABOVE_CHARGEBACK' ELSE 'NO_CHARGEBACK' END
    FROM (
        SELECT t.card_id, t.transfer_id, c.amount_minor AS charged_back_minor,
            c.currency IS NOT DISTINCT FROM t.currency AS of_chargeback,
            sum(t.amount_minor) FILTER (WHERE c.currency = t.currency) OVER (
                PARTITION BY t.card_id, t.subject_key
                ORDER BY t.event_time,
                    array_position('{CHARGEBACK_UPHELD,CHARGEBACK_REJECTED}', t.kind),
                    t.transfer_id COLLATE "C") AS decided_minor
        FROM books.ledger_transfer t
        LEFT JOIN books.ledger_transfer c ON c.card_id = t.card_id AND c.kind = 'CHARGEBACK'
            AND c.event_key = t.subject_key
        WHERE t.kind IN ('CHARGEBACK_UPHELD', 'CHARGEBACK_REJECTED')) r
    WHERE NOT r.of_chargeback OR r.decided_minor > r.charged_back_minor
    UNION ALL
    SELECT m.card_id, m.transfer_id,
        CASE WHEN m.of_payment THEN 'ABOVE_PAYMENT' ELSE 'NO_PAYMENT' END
    FROM (
        SELECT t.card_id, t.transfer_id, p.amount_minor AS paid_minor,
            p.currency IS NOT DISTINCT FROM t.currency AS of_payment,
            sum(t.amount_minor) FILTER (WHERE p.currency = t.currency) OVER (
                PARTITION BY t.card_id, t.subject_key
                ORDER BY t.event_time, t.transfer_id COLLATE "C") AS came_back_minor
        FROM books.ledger_transfer t
        LEFT JOIN books.ledger_transfer p ON p.card_id = t.card_id AND p.kind = 'PAYMENT'
            AND p.event_key = t.subject_key
        WHERE t.kind = 'PAYMENT_RETURNED') m
    WHERE NOT m.of_payment OR m.came_back_minor > m.paid_minor;
COMMENT ON VIEW books.ledger_flag IS
    'What posted transfers do not match: a hold, purchase, chargeback or payment that is not there, of another'
    ' currency, over or used up. They are owed all the same. Ask by card_id.';

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
