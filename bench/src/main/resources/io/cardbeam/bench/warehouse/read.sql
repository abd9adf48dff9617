-- What is read, once, and the functions of the keys. Variables: input, decisions, token_key.

-- A row's place in its table is its place in the file, which the versions of cardholders hang on.
SET preserve_insertion_order = true;

-- First eight bytes of SHA-256, big-endian; what would be 0 is 1, as 0 is the unknown member.
CREATE MACRO unhashed_zero(key) AS CASE WHEN key = 0 THEN 1 ELSE key END;

CREATE MACRO surrogate_key(kind, natural_key) AS
  unhashed_zero(unhex(left(sha256(kind || chr(31) || natural_key), 16))::BIT::BIGINT);

-- HMAC-SHA-256 in SHA-256's own terms (RFC 2104): the key filled up to a block of 64 bytes.
CREATE MACRO hmac_block(key, fill) AS
  xor((key || unhex(repeat('00', (64 - octet_length(key))::INTEGER)))::BIT,
      unhex(repeat(fill, 64))::BIT)::BLOB;

CREATE MACRO hmac_sha256(key, message) AS
  sha256(hmac_block(key, '5c') || unhex(sha256(hmac_block(key, '36') || encode(message))));

-- The first 16 bytes in base64url without its padding.
CREATE MACRO card_token(card_number) AS
  rtrim(
    translate(
      to_base64(unhex(left(
        hmac_sha256(
          CASE WHEN octet_length(unhex(getvariable('token_key'))) > 64
            THEN unhex(sha256(unhex(getvariable('token_key'))))
            ELSE unhex(getvariable('token_key')) END,
          card_number),
        32))),
      '+/', '-_'),
    '=');

-- Rows that Cardbeam makes dead letters of would stop this: a file to measure with has none.
CREATE TABLE payment AS
SELECT * EXCLUDE (line, amount, unix_time), (amount * 100)::BIGINT AS amount_minor
FROM read_csv(
  getvariable('input'), header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
  columns = {
    'line': 'VARCHAR', 'event_time': 'TIMESTAMP', 'card_number': 'VARCHAR', 'merchant': 'VARCHAR',
    'category': 'VARCHAR', 'amount': 'DECIMAL(12, 2)', 'first_name': 'VARCHAR',
    'last_name': 'VARCHAR', 'gender': 'VARCHAR', 'street': 'VARCHAR', 'city': 'VARCHAR',
    'state': 'VARCHAR', 'postal_code': 'VARCHAR', 'latitude': 'DOUBLE', 'longitude': 'DOUBLE',
    'city_population': 'INTEGER', 'job': 'VARCHAR', 'birth_date': 'DATE', 'request_id': 'VARCHAR',
    'unix_time': 'VARCHAR', 'merchant_latitude': 'DOUBLE', 'merchant_longitude': 'DOUBLE',
    'is_fraud': 'BOOLEAN'});
