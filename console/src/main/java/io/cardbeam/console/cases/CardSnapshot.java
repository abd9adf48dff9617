package io.cardbeam.console.cases;

import io.cardbeam.console.database.Query;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the books hold of a card now, as an update: updates are whole records. */
final class CardSnapshot {
  private static final String CARD =
      """
      SELECT u.event_time, a.status, a.last_four, a.currency, l.limit_minor, h.first_name,
             h.last_name, h.gender, h.birth_date, o.occupation_name, d.street, d.latitude,
             d.longitude, p.postal_code, t.city_name, s.state_code, s.country_code, n.inhabitants
      FROM books.card c
      JOIN books.card_account a USING (card_id)
      JOIN books.card_update u ON u.card_update_id = a.newest_update_id
      JOIN books.cardholder h ON h.card_id = c.card_id
      JOIN books.address d USING (address_id)
      JOIN books.postal_area p USING (postal_area_id)
      JOIN books.city t USING (city_id)
      JOIN books.state s USING (state_id)
      LEFT JOIN books.city_population n USING (city_id)
      LEFT JOIN books.occupation o USING (occupation_id)
      LEFT JOIN books.credit_limit l ON l.card_update_id = a.newest_update_id
      WHERE c.card_token = ?
      """;

  private CardSnapshot() {}

  /**
   * The update that blocks the card, or unblocks it; empty if the books do not know it with its
   * cardholder.
   *
   * @param at when; or the time of the newest update, if that is later
   */
  static Optional<CardUpdate> updated(
      Connection connection, String token, String updateId, boolean blocked, Instant at)
      throws SQLException {
    return new Query(CARD)
        .with(token)
        .first(
            connection,
            row -> {
              Instant newest = Query.time(row, "event_time").orElseThrow();
              return CardUpdate.newBuilder()
                  .setUpdateId(updateId)
                  .setCardToken(token)
                  .setEventTime(at.isAfter(newest) ? at : newest.plusMillis(1))
                  .setKind(blocked ? CardUpdateKind.BLOCKED : CardUpdateKind.UNBLOCKED)
                  .setStatus(blocked ? CardStatus.BLOCKED : CardStatus.ACTIVE)
                  .setLastFour(row.getString("last_four"))
                  .setCreditLimitMinor(row.getObject("limit_minor", Long.class))
                  .setCurrency(row.getString("currency"))
                  .setCardholder(cardholder(row))
                  .build();
            });
  }

  /** Where the card stands; empty if the books do not know it with its cardholder. */
  static Optional<CardStatus> status(Connection connection, String token) throws SQLException {
    return new Query(CARD)
        .with(token)
        .first(connection, row -> CardStatus.valueOf(row.getString("status")));
  }

  private static Cardholder cardholder(ResultSet row) throws SQLException {
    @Nullable LocalDate birth = row.getObject("birth_date", LocalDate.class);
    return Cardholder.newBuilder()
        .setFirstName(row.getString("first_name"))
        .setLastName(row.getString("last_name"))
        .setGender(row.getString("gender"))
        .setStreet(row.getString("street"))
        .setCity(row.getString("city_name"))
        .setState(row.getString("state_code"))
        .setPostalCode(row.getString("postal_code"))
        .setCountry(row.getString("country_code"))
        .setLatitude(row.getObject("latitude", Double.class))
        .setLongitude(row.getObject("longitude", Double.class))
        .setCityPopulation(row.getObject("inhabitants", Integer.class))
        .setJob(row.getString("occupation_name"))
        .setBirthDate(birth)
        .build();
  }
}
