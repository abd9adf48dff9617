package io.cardbeam.console.lookup;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.lookup.CardLookup.By;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/cards?token=…} or {@code ?last_four=…}: what is booked on a card. */
public final class CardPages {
  private static final Logger LOG = LoggerFactory.getLogger(CardPages.class);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern LAST_FOUR = Pattern.compile("[0-9]{4}");
  private static final int OK = 200;

  private final CardLookup books;

  /** Pages on these books. */
  public CardPages(CardLookup books) {
    this.books = books;
  }

  /** Answers a look-up. */
  public void find(Context ctx) throws RefusedException {
    String token = ctx.queryParam("token");
    String lastFour = ctx.queryParam("last_four");
    if (token != null) {
      answer(ctx, By.TOKEN, token, TOKEN, "token", "must be 22 letters, digits, - or _");
    } else if (lastFour != null) {
      answer(ctx, By.LAST_FOUR, lastFour, LAST_FOUR, "last_four", "must be four digits");
    } else {
      throw RefusedException.badParameter("token", "or last_four must be given");
    }
  }

  private void answer(Context ctx, By by, String name, Pattern form, String field, String reason)
      throws RefusedException {
    if (!form.matcher(name).matches()) {
      throw RefusedException.badParameter(field, reason);
    }
    try {
      Json.answer(ctx, OK, books.find(by, name));
    } catch (SQLException e) {
      LOG.warn("a look-up failed: {}", e.toString());
      throw new RefusedException(ProblemType.UNAVAILABLE, "the books can't be read now");
    }
  }
}
