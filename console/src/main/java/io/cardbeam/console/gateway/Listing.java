package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.Caller.AnalystCaller;
import io.cardbeam.console.access.Caller.IssuerCaller;
import io.cardbeam.console.access.Caller.MerchantCaller;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.gateway.Pages.Filter;
import io.cardbeam.console.gateway.Pages.Place;
import io.cardbeam.console.gateway.Pages.StoredEvent;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.event.Outcome;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Lists of a caller's own: authorizations with filters and cursor, one of them, and events. */
public final class Listing {
  /** Most entries of a page. */
  public static final int MAX_LIMIT = 100;

  private static final int LIMIT = 20;
  private static final int OK = 200;
  private static final Set<String> FILTERS = Set.of("from", "to", "outcome", "limit", "cursor");
  private static final Set<String> EVENT_PARAMETERS = Set.of("limit", "cursor");

  private final Pages pages;
  private final OwnAuthorizations authorizations;
  private final Function<Context, Caller> callers;

  Listing(Pages pages, OwnAuthorizations authorizations, Function<Context, Caller> callers) {
    this.pages = pages;
    this.authorizations = authorizations;
    this.callers = callers;
  }

  /** {@code GET /v1/authorizations/{authorization_id}}. */
  public void one(Context ctx) throws RefusedException {
    Caller caller = callers.apply(ctx);
    String owner = owner(caller);
    Account account = authorizations.read(owner, ctx.pathParam("authorization_id"));
    RequestIds.exchange(ctx).about(account.request().getRequestId());
    ObjectNode node = AccountJson.summary(account, caller);
    AccountJson.putOperations(account, node);
    Json.answer(ctx, OK, node);
  }

  /** {@code GET /v1/authorizations}: newest first. */
  public void authorizations(Context ctx) throws RefusedException {
    QueryParameters given = new QueryParameters(ctx, FILTERS);
    int limit = limit(given);
    Filter filter =
        new Filter(
            given.time("from").orElse(QueryParameters.FIRST),
            given.time("to").orElse(QueryParameters.LAST),
            given.oneOf("outcome", List.of(Outcome.values()), Outcome::name).map(Outcome::name),
            given.cursor(2, Listing::place).orElse(Place.TOP));
    given.refuse();
    Caller caller = callers.apply(ctx);
    List<Account> page = pages.authorizations(owner(caller), filter, limit + 1);
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("authorizations");
    page.stream().limit(limit).forEach(account -> list.add(AccountJson.summary(account, caller)));
    if (page.size() > limit) {
      Account last = page.get(limit - 1);
      node.put(
          "next_cursor",
          Cursor.of(last.request().getEventTime().toString(), last.request().getRequestId()));
    }
    Json.answer(ctx, OK, node);
  }

  /** {@code GET /v1/events}: oldest first, from where the cursor says. */
  public void events(Context ctx) throws RefusedException {
    QueryParameters given = new QueryParameters(ctx, EVENT_PARAMETERS);
    int limit = limit(given);
    long after = given.cursor(1, Listing::sequence).orElse(0L);
    given.refuse();
    Caller caller = callers.apply(ctx);
    List<StoredEvent> page = pages.events(owner(caller), after, limit);
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("events");
    long last = after;
    for (StoredEvent event : page) {
      list.addObject()
          .put("event_id", event.seq())
          .put("type", event.type())
          .put("recorded_at", event.recordedAt().toString())
          .putRawValue("data", new RawValue(event.body()));
      last = event.seq();
    }
    node.put("next_cursor", Cursor.of(Long.toString(last)));
    Json.answer(ctx, OK, node);
  }

  /** Whose things a caller sees. */
  private static String owner(Caller caller) {
    if (caller instanceof MerchantCaller merchant) {
      return merchant.merchantId();
    }
    if (caller instanceof IssuerCaller issuer) {
      return issuer.issuer();
    }
    if (caller instanceof AnalystCaller || caller instanceof PersonCaller) {
      throw new IllegalStateException("only merchants and issuers have lists");
    }
    throw new IllegalStateException("an unknown kind of caller");
  }

  private static int limit(QueryParameters given) {
    return given.wholeNumber("limit", 1, MAX_LIMIT).orElse(LIMIT);
  }

  private static Place place(List<String> parts) {
    if (!IdKind.AUTHORIZATION.hasForm(parts.get(1))) {
      throw new IllegalArgumentException("no id of an authorization");
    }
    return new Place(Cursor.time(parts.get(0)), parts.get(1));
  }

  private static long sequence(List<String> parts) {
    long sequence = Cursor.number(parts.get(0));
    if (sequence < 0) {
      throw new IllegalArgumentException("no sequence number");
    }
    return sequence;
  }
}
