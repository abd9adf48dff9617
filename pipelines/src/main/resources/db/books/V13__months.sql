-- Payments and exceptions of a month, without a look at all others.

CREATE INDEX payment_by_time ON books.card_transaction (event_time)
    WHERE transaction_type = 'PAYMENT';
CREATE INDEX transaction_exception_by_time ON books.transaction_exception (event_time);
