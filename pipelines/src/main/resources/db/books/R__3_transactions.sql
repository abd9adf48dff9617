-- Transactions, each by its own event alone: the row that every type shares, and that of its type.

-- A transaction of this type, card and key is stored already.
CREATE OR REPLACE PROCEDURE books.compare_transaction(type text, told books.transaction_part)
LANGUAGE plpgsql AS $$
DECLARE
    standing bigint := (
        SELECT t.content_fingerprint FROM books.card_transaction t
        WHERE t.transaction_key = told.id AND t.transaction_type = type AND t.card_id =
            (SELECT c.card_id FROM books.card c WHERE c.card_token = told.card_token));
BEGIN
    CALL books.compare_contents(type, told.id, told.card_token, standing,
        told.content_fingerprint, to_jsonb(told)::text);
END $$;

CREATE OR REPLACE PROCEDURE books.add_purchase(made bigint, its_card bigint,
    told books.transaction_part) LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO books.purchase
        (transaction_id, card_id, request_key, merchant_name_id, category_id, place_id)
        VALUES (made, its_card, nullif(told.authorization_id, ''),
            books.id_of_merchant_name(books.id_of_merchant(told.merchant_id), told.merchant_name),
            books.id_of_category(told.category),
            books.id_of_place(told.merchant_latitude, told.merchant_longitude,
                told.merchant_state, told.merchant_city));
    INSERT INTO books.purchase_item
        (transaction_id, line_number, description, quantity, unit_price_minor)
        SELECT made, i.place, i.item ->> 'description', (i.item ->> 'quantity')::integer,
            (i.item ->> 'unit_price_minor')::bigint
        FROM jsonb_array_elements(told.items) WITH ORDINALITY AS i (item, place);
END $$;

-- What is booked is no exception. Where an event names nothing its key is empty, and null here.
CREATE OR REPLACE PROCEDURE books.store_transaction(type text, document jsonb)
LANGUAGE plpgsql AS $$
DECLARE
    told books.transaction_part :=
        jsonb_populate_record(NULL::books.transaction_part, document -> 'transaction');
    its_card bigint := books.id_of_card(told.card_token);
    made bigint;
BEGIN
    INSERT INTO books.card_transaction (transaction_type, card_id, transaction_key, event_time,
            effective_from, amount_minor, currency, content_fingerprint)
        VALUES (type, its_card, told.id, told.event_time, told.effective_from, told.amount_minor,
            told.currency, told.content_fingerprint)
        ON CONFLICT (transaction_key, card_id, transaction_type) DO NOTHING
        RETURNING transaction_id INTO made;
    IF made IS NULL THEN
        CALL books.compare_transaction(type, told);
        RETURN;
    END IF;
    DELETE FROM books.transaction_exception e
        WHERE e.transaction_key = told.id AND e.card_id = its_card AND e.transaction_type = type;
    CASE type
        WHEN 'PURCHASE' THEN
            CALL books.add_purchase(made, its_card, told);
        WHEN 'REVERSAL' THEN
            INSERT INTO books.reversal (transaction_id, card_id, request_key)
                VALUES (made, its_card, nullif(told.authorization_id, ''));
        WHEN 'REFUND' THEN
            INSERT INTO books.refund
                (transaction_id, card_id, purchase_key, request_key, merchant_name)
                VALUES (made, its_card, nullif(told.purchase_id, ''),
                    nullif(told.authorization_id, ''), told.merchant_name);
        WHEN 'CHARGEBACK' THEN
            INSERT INTO books.chargeback
                (transaction_id, card_id, purchase_key, request_key, reason_text)
                VALUES (made, its_card, nullif(told.purchase_id, ''),
                    nullif(told.authorization_id, ''), told.reason);
        WHEN 'CHARGEBACK_RESOLUTION' THEN
            INSERT INTO books.chargeback_resolution (transaction_id, card_id, chargeback_key,
                    purchase_key, request_key, outcome, reason_text)
                VALUES (made, its_card, nullif(told.chargeback_id, ''),
                    nullif(told.purchase_id, ''), nullif(told.authorization_id, ''),
                    told.outcome, told.reason);
        WHEN 'PAYMENT' THEN
            INSERT INTO books.payment (transaction_id, card_id, payment_method_id)
                VALUES (made, its_card, books.id_of_payment_method(told.method));
        WHEN 'PAYMENT_RETURNED' THEN
            INSERT INTO books.returned_payment
                (transaction_id, card_id, payment_key, reason_text)
                VALUES (made, its_card, nullif(told.payment_id, ''), told.reason);
    END CASE;
END $$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA books FROM PUBLIC;
