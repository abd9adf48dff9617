-- One row for each period of a card in which neither person nor home changes: facts then join but
-- once.
SELECT card_number, card_token, card_key, customer_key, address_key,
  greatest(customer.valid_from, address.valid_from) AS valid_from,
  least(customer.valid_to, address.valid_to) AS valid_to
FROM card
JOIN customer USING (card_token)
JOIN address USING (card_token)
WHERE customer.valid_from < address.valid_to AND address.valid_from < customer.valid_to
