package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Json;
import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.money.MinorUnits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Own cards: whose they are, and what is owed and left of each. A card that was used in two
 * currencies has two accounts; the limit is of the card's own currency.
 */
final class CardDetails {
  /** Most cards that an answer holds. */
  static final int MAX_CARDS = 100;

  private static final String CARDS =
      """
      SELECT c.card_token, coalesce(a.last_four, '') AS last_four,
             coalesce(a.status, 'UNKNOWN') AS status
      FROM books.card c LEFT JOIN books.card_account a USING (card_id)
      WHERE c.card_token = ANY (?) ORDER BY a.last_four, c.card_token COLLATE "C" LIMIT ?
      """;
  private static final String HOLDER =
      """
      SELECT h.first_name, h.last_name, h.birth_date, o.occupation_name, b.street, p.postal_code,
             t.city_name, s.state_code, s.country_code
      FROM books.cardholder h
      JOIN books.address b USING (address_id)
      JOIN books.postal_area p USING (postal_area_id)
      JOIN books.city t USING (city_id)
      JOIN books.state s USING (state_id)
      LEFT JOIN books.occupation o USING (occupation_id)
      WHERE h.card_id = ?
      """;
  private static final String LIMIT =
      """
      SELECT a.currency::text AS currency, l.limit_minor
      FROM books.card_account a
      LEFT JOIN books.credit_limit l ON l.card_update_id = a.newest_update_id
      WHERE a.card_id = ?
      """;
  private static final String ACCOUNTS =
      "WITH "
          + Entries.BOOKED
          + ", "
          + Entries.HOLDS
          + """
          , part AS (
            SELECT currency, signed_minor AS balance, 0 AS pending, 0 AS credits, 0 AS held
            FROM booked WHERE posted_from <= ?
            UNION ALL
            SELECT currency, 0, greatest(signed_minor, 0), greatest(-signed_minor, 0), 0
            FROM booked WHERE posted_from > ?
            UNION ALL SELECT currency, 0, 0, 0, left_minor FROM hold)
          SELECT currency, sum(balance) AS balance, sum(pending) AS pending,
                 sum(credits) AS credits, sum(held) AS held
          FROM part GROUP BY currency ORDER BY currency
          """;

  private final TermsHistory terms = TermsHistory.standard();

  /**
   * What of an account's limit is used; minor units.
   *
   * @param balance of what is posted; below 0 if the cardholder is owed
   * @param pending debits that are not posted yet
   * @param credits that are not posted yet: they free no credit until they are
   * @param held for approved requests that no purchase has come for
   */
  record Account(String currency, long balance, long pending, long credits, long held) {
    private static Account of(ResultSet row) throws SQLException {
      return new Account(
          row.getString("currency"),
          Money.minor(row, "balance"),
          Money.minor(row, "pending"),
          Money.minor(row, "credits"),
          Money.minor(row, "held"));
    }

    private static Account unused(String currency) {
      return new Account(currency, 0, 0, 0, 0);
    }

    /** What is left of a limit; below 0 if more is used. */
    long available(long limit) {
      return limit - balance - pending - held;
    }
  }

  private record Limit(String currency, Optional<Long> minor) {}

  /** Those of these cards that the books know. */
  ObjectNode cards(Connection connection, Collection<String> tokens) throws SQLException {
    ObjectNode node = Json.object();
    ArrayNode cards = node.putArray("cards");
    new Query(CARDS)
        .with(connection.createArrayOf("text", tokens.toArray()))
        .with(MAX_CARDS)
        .list(
            connection,
            row ->
                cards
                    .addObject()
                    .put("card_token", row.getString("card_token"))
                    .put("last_four", row.getString("last_four"))
                    .put("status", row.getString("status")));
    return node;
  }

  /** One card, in one moment of the books. */
  ObjectNode card(Connection connection, OwnCard card, Instant now) throws SQLException {
    ObjectNode node = cards(connection, List.of(card.token())).withArray("cards").get(0).deepCopy();
    new Query(HOLDER).with(card.id()).first(connection, row -> holder(row, node));
    Optional<Limit> limit =
        new Query(LIMIT)
            .with(card.id())
            .first(
                connection,
                row ->
                    new Limit(
                        row.getString("currency"),
                        Optional.ofNullable(row.getObject("limit_minor", Long.class))));
    ArrayNode accounts = node.putArray("accounts");
    List<Account> used = accounts(connection, card, now);
    limit.ifPresent(
        own ->
            put(
                used.stream()
                    .filter(account -> account.currency().equals(own.currency()))
                    .findFirst()
                    .orElseGet(() -> Account.unused(own.currency())),
                own.minor(),
                accounts.addObject()));
    for (Account account : used) {
      if (limit.isEmpty() || !limit.get().currency().equals(account.currency())) {
        put(account, Optional.empty(), accounts.addObject());
      }
    }
    return node.put("next_statement", nextClosing(card, now).toString());
  }

  /** What is used, by currency. */
  List<Account> accounts(Connection connection, OwnCard card, Instant now) throws SQLException {
    return new Query(ACCOUNTS)
        .withAll(Entries.ofBooked(card))
        .withAll(Entries.ofHolds(card, now))
        .withAll(List.of(now, now))
        .list(connection, Account::of);
  }

  private static void put(Account account, Optional<Long> limit, ObjectNode node) {
    String currency = account.currency();
    node.put("currency", currency)
        .put("balance", MinorUnits.decimal(account.balance(), currency))
        .put("pending", MinorUnits.decimal(account.pending(), currency))
        .put("pending_credits", MinorUnits.decimal(account.credits(), currency))
        .put("held", MinorUnits.decimal(account.held(), currency));
    limit.ifPresent(
        most ->
            node.put("limit", MinorUnits.decimal(most, currency))
                .put("available", MinorUnits.decimal(account.available(most), currency)));
  }

  private static boolean holder(ResultSet row, ObjectNode into) throws SQLException {
    ObjectNode holder =
        into.putObject("cardholder")
            .put("first_name", row.getString("first_name"))
            .put("last_name", row.getString("last_name"))
            .put("street", row.getString("street"))
            .put("city", row.getString("city_name"))
            .put("state", row.getString("state_code"))
            .put("postal_code", row.getString("postal_code"))
            .put("country", row.getString("country_code"));
    LocalDate born = row.getObject("birth_date", LocalDate.class);
    if (born != null) {
      holder.put("birth_date", born.toString());
    }
    String occupation = row.getString("occupation_name");
    if (occupation != null) {
      holder.put("occupation", occupation);
    }
    return true;
  }

  private LocalDate nextClosing(OwnCard card, Instant now) {
    BillingCalendar calendar = terms.calendarOf(card.token());
    return calendar.cycleOf(calendar.dayOf(now)).closingDate();
  }
}
