-- Transactions: one procedure per type, on the row that every type shares.
-- The row of a transaction of this type, card and key; null if there is none.
CREATE OR REPLACE FUNCTION books.stored_transaction(type text, told books.transaction_part)
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT t.transaction_id FROM books.card_transaction t
        WHERE t.transaction_key = told.id AND t.transaction_type = type
        AND t.card_id = (SELECT c.card_id FROM books.card c WHERE c.card_token = told.card_token));
END $$;

-- Only an event itself is compared: what it carries was stored, or is, by an event of its own.
CREATE OR REPLACE PROCEDURE books.compare_transaction(type text, told books.transaction_part)
LANGUAGE plpgsql AS $$
DECLARE
    standing bigint := (
        SELECT t.content_fingerprint FROM books.card_transaction t
        WHERE t.transaction_id = books.stored_transaction(type, told));
BEGIN
    CALL books.compare_contents(type, told.id, told.card_token, standing,
        told.content_fingerprint, to_jsonb(told)::text);
END $$;

-- The row that every type shares; null if it is there already. What is booked is no exception.
CREATE OR REPLACE FUNCTION books.new_transaction(type text, told books.transaction_part)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
BEGIN
    INSERT INTO books.card_transaction (transaction_type, card_id, transaction_key, event_time,
            effective_from, amount_minor, currency, content_fingerprint)
        VALUES (type, its_card, told.id, told.event_time, told.effective_from, told.amount_minor,
            told.currency, told.content_fingerprint)
        ON CONFLICT (transaction_key, card_id, transaction_type) DO NOTHING
        RETURNING transaction_id INTO made;
    IF made IS NOT NULL THEN
        DELETE FROM books.transaction_exception e
            WHERE e.transaction_key = told.id AND e.card_id = its_card
            AND e.transaction_type = type;
    END IF;
    RETURN made;
END $$;

CREATE OR REPLACE FUNCTION books.id_of_purchase(document jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'purchase');
    found bigint;
BEGIN
    found := books.stored_transaction('PURCHASE', told);
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    found := books.new_transaction('PURCHASE', told);
    IF found IS NULL THEN
        RETURN books.stored_transaction('PURCHASE', told);
    END IF;
    INSERT INTO books.purchase
        (transaction_id, authorization_id, merchant_name_id, category_id, place_id)
        VALUES (found, books.id_of_authorization(document),
            books.id_of_merchant_name(books.id_of_merchant(told.merchant_id), told.merchant_name),
            books.id_of_category(told.category),
            books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                told.merchant_state, told.merchant_city));
    INSERT INTO books.purchase_item
        (transaction_id, line_number, description, quantity, unit_price_minor)
        SELECT found, i.place, i.item ->> 'description', (i.item ->> 'quantity')::integer,
            (i.item ->> 'unit_price_minor')::bigint
        FROM jsonb_array_elements(told.items) WITH ORDINALITY AS i (item, place);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.store_purchase(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_purchase(document);
    CALL books.compare_transaction('PURCHASE',
        jsonb_populate_record(NULL::books.transaction_part, document -> 'purchase'));
END $$;

CREATE OR REPLACE PROCEDURE books.store_reversal(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    made bigint := books.new_transaction('REVERSAL', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.reversal (transaction_id, authorization_id)
            VALUES (made, books.id_of_authorization(document));
    ELSE
        CALL books.compare_transaction('REVERSAL', told);
    END IF;
END $$;

CREATE OR REPLACE PROCEDURE books.store_refund(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    refunded bigint := books.id_of_purchase(document);
    made bigint := books.new_transaction('REFUND', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.refund (transaction_id, purchase_id, merchant_name_id)
            SELECT made, refunded, books.id_of_merchant_name(n.merchant_id, told.merchant_name)
            FROM books.purchase p JOIN books.merchant_name n USING (merchant_name_id)
            WHERE p.transaction_id = refunded;
    ELSE
        CALL books.compare_transaction('REFUND', told);
    END IF;
END $$;

-- The chargeback is the part of the document that is called so.
CREATE OR REPLACE FUNCTION books.id_of_chargeback(document jsonb, part text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> part);
    disputed bigint := books.id_of_purchase(document);
    found bigint := books.new_transaction('CHARGEBACK', told);
BEGIN
    IF found IS NULL THEN
        RETURN books.stored_transaction('CHARGEBACK', told);
    END IF;
    INSERT INTO books.chargeback (transaction_id, purchase_id, reason_text)
        VALUES (found, disputed, told.reason);
    RETURN found;
END $$;

CREATE OR REPLACE PROCEDURE books.store_chargeback(document jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM books.id_of_chargeback(document, 'transaction');
    CALL books.compare_transaction('CHARGEBACK',
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction'));
END $$;

CREATE OR REPLACE PROCEDURE books.store_chargeback_resolution(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    decided bigint := books.id_of_chargeback(document, 'chargeback');
    made bigint := books.new_transaction('CHARGEBACK_RESOLUTION', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.chargeback_resolution
            (transaction_id, chargeback_id, outcome, reason_text)
            VALUES (made, decided, told.outcome, told.reason);
    ELSE
        CALL books.compare_transaction('CHARGEBACK_RESOLUTION', told);
    END IF;
END $$;

CREATE OR REPLACE PROCEDURE books.store_payment(document jsonb) LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    made bigint := books.new_transaction('PAYMENT', told);
BEGIN
    IF made IS NOT NULL THEN
        INSERT INTO books.payment (transaction_id, payment_method_id)
            VALUES (made, books.id_of_payment_method(told.method));
    ELSE
        CALL books.compare_transaction('PAYMENT', told);
    END IF;
END $$;
