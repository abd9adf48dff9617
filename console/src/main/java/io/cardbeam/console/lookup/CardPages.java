package io.cardbeam.console.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.lookup.CardLookup.By;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/cards?token=…} or {@code ?last_four=…}: what is booked on a card. Cardholders see
 * their own cards, all of them if they name none; another's card is to them as one that is not
 * there. Each look is in the audit trail.
 */
public final class CardPages {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern LAST_FOUR = Pattern.compile("[0-9]{4}");
  private static final int OK = 200;

  private final CardLookup books;
  private final AuditedReads audited;

  /** Pages on these books. */
  public CardPages(CardLookup books, AuditedReads audited) {
    this.books = books;
    this.audited = audited;
  }

  /** Answers a look-up. */
  public void find(Context ctx) throws RefusedException, SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    boolean cardholder = person.role() == Role.CARDHOLDER;
    Optional<Set<String>> only = cardholder ? Optional.of(person.cardTokens()) : Optional.empty();
    String token = ctx.queryParam("token");
    String lastFour = ctx.queryParam("last_four");
    ObjectNode found;
    if (token != null) {
      require(TOKEN, token, "token", "must be 22 letters, digits, - or _");
      audited.note(ctx, "card-look-up", "card " + token);
      found = books.find(By.TOKEN, token, only);
    } else if (lastFour != null) {
      require(LAST_FOUR, lastFour, "last_four", "must be four digits");
      audited.note(ctx, "card-look-up", "cards with last four digits " + lastFour);
      found = books.find(By.LAST_FOUR, lastFour, only);
    } else if (cardholder) {
      audited.note(ctx, "card-look-up", "own cards");
      found = books.find(By.ANY, "", only);
    } else {
      throw RefusedException.badParameter("token", "or last_four must be given");
    }
    if (cardholder) {
      // How the model sees a purchase helps thieves to try cards, and cardholders not at all.
      found.path("authorizations").forEach(row -> ((ObjectNode) row).remove("fraud_probability"));
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
