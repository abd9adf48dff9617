package io.cardbeam.console.people;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cardholder shows to enrol a card, and whether the books say the same.
 *
 * @param cardToken token of the card's number
 * @param birthDate day of birth
 * @param postalCode of the billing address; asked for when there were many wrong answers
 */
record CardFacts(String cardToken, LocalDate birthDate, Optional<String> postalCode) {
  private static final String SAME =
      """
      SELECT EXISTS (
        SELECT FROM books.card c
        JOIN books.card_account a USING (card_id)
        JOIN books.cardholder h USING (card_id)
        JOIN books.address d USING (address_id)
        JOIN books.postal_area p USING (postal_area_id)
        WHERE c.card_token = ? AND a.status <> 'CLOSED' AND h.birth_date = ?
          AND (? = '' OR regexp_replace(lower(p.postal_code), '[^a-z0-9]', '', 'g') = ?))
      """;

  /** Whether the books say the same, of a card that is not closed. */
  boolean areInBooks(Connection connection) throws SQLException {
    String code =
        postalCode
            .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
            .orElse("");
    // A postal code that was given and has no letter or digit is wrong; it is not one left out.
    String given = postalCode.isPresent() && code.isEmpty() ? "?" : code;
    try (PreparedStatement select = connection.prepareStatement(SAME)) {
      select.setString(1, cardToken);
      select.setDate(2, Date.valueOf(birthDate));
      select.setString(3, given);
      select.setString(4, given);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Without token and date. */
  @Override
  public String toString() {
    return "CardFacts[…]";
  }
}
