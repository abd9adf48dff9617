-- How much of what a merchant asked for was fraud, without a look at all others; the newest first.
CREATE INDEX authorization_request_by_merchant
    ON books.authorization_request (merchant_name_id, event_time);
