-- A card's token is HMAC-SHA-256 of its number in SHA-256's own terms (RFC 2104), the first
-- 16 bytes of it in base64url without padding.
WITH hashed AS (
  SELECT card_number,
    sha2(concat(unhex(:outer_block),
      unhex(sha2(concat(unhex(:inner_block), CAST(card_number AS BINARY)), 256))), 256) AS hmac
  FROM (SELECT DISTINCT card_number FROM card_update)),
tokens AS (
  SELECT card_number,
    trim(TRAILING '=' FROM translate(base64(unhex(left(hmac, 32))), '+/', '-_')) AS card_token
  FROM hashed)
SELECT card_number, card_token,
  surrogate_key('card', card_token) AS card_key
FROM tokens
