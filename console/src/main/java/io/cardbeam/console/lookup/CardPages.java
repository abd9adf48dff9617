package io.cardbeam.console.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.lookup.CardLookup.By;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/cards?token=…}, {@code ?last_four=…} or {@code ?authorization_id=…}: what is
 * booked on a card, for analysts and administrators. Each look is in the audit trail.
 */
public final class CardPages {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern LAST_FOUR = Pattern.compile("[0-9]{4}");
  private static final Pattern AUTHORIZATION = Pattern.compile("au_[a-z2-7]{26}");
  private static final int OK = 200;

  private final CardLookup books;
  private final AuditedReads audited;

  /** Pages on these books. */
  public CardPages(CardLookup books, AuditedReads audited) {
    this.books = books;
    this.audited = audited;
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    return List.of(
        Route.get(
            "/v1/cards",
            "findCard",
            control.session(Role.ANALYST, Role.ADMINISTRATOR),
            this::find));
  }

  private void find(Context ctx) throws RefusedException, SQLException {
    String token = ctx.queryParam("token");
    String lastFour = ctx.queryParam("last_four");
    String authorization = ctx.queryParam("authorization_id");
    ObjectNode found;
    if (token != null) {
      require(TOKEN, token, "token", "must be 22 letters, digits, - or _");
      audited.note(ctx, "card-look-up", "card " + token);
      found = books.find(By.TOKEN, token);
    } else if (lastFour != null) {
      require(LAST_FOUR, lastFour, "last_four", "must be four digits");
      audited.note(ctx, "card-look-up", "cards with last four digits " + lastFour);
      found = books.find(By.LAST_FOUR, lastFour);
    } else if (authorization != null) {
      require(
          AUTHORIZATION,
          authorization,
          "authorization_id",
          "must be au_ and 26 letters and digits");
      audited.note(ctx, "card-look-up", "card of authorization " + authorization);
      found = books.find(By.AUTHORIZATION, authorization);
    } else {
      throw RefusedException.badParameter(
          "token", "or last_four or authorization_id must be given");
    }
    Json.answer(ctx, OK, found);
  }

  private static void require(Pattern form, String value, String name, String otherwise)
      throws RefusedException {
    if (!form.matcher(value).matches()) {
      throw RefusedException.badParameter(name, otherwise);
    }
  }
}
