package io.cardbeam.console.mine;

import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The card that a request names, which is one of its cardholder's own.
 *
 * @param id in the books
 */
record OwnCard(long id, String token) {
  /** The path parameter that names it. */
  static final String PARAMETER = "card_token";

  private static final String FIND = "SELECT card_id FROM books.card WHERE card_token = ?";

  /**
   * The card of a request.
   *
   * @throws RefusedException if it is not the cardholder's, as if there were none
   */
  static OwnCard of(Context ctx, Database database) throws RefusedException, SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    String token = ctx.pathParam(PARAMETER);
    if (!person.cardTokens().contains(token)) {
      throw nothing();
    }
    Optional<Long> id =
        database.read(
            connection -> {
              try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find.setString(1, token);
                try (ResultSet row = find.executeQuery()) {
                  return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
              }
            });
    return new OwnCard(id.orElseThrow(OwnCard::nothing), token);
  }

  /** The same words for what is another's and for what is not there. */
  static RefusedException nothing() {
    return new RefusedException(ProblemType.NOT_FOUND, "None of yours is here.");
  }
}
