-- Figures over time are of all cards. New requests go to the end of the index, nearly all of them.
CREATE INDEX authorization_request_by_time ON books.authorization_request (event_time);
