package io.cardbeam.console.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.Outcome;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lists of a caller's own: authorizations with filters and cursor, one of them, and events. */
public final class Listing {
  /** Most entries of a page. */
  public static final int MAX_LIMIT = 100;

  private static final int LIMIT = 20;
  private static final int OK = 200;
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
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
    ObjectNode node = AccountJson.summary(account, caller);
    AccountJson.putOperations(account, node);
    Json.answer(ctx, OK, node);
  }

  /** {@code GET /v1/authorizations}: newest first. */
  public void authorizations(Context ctx) throws RefusedException {
    allowOnly(ctx, FILTERS);
    Caller caller = callers.apply(ctx);
    int limit = limit(ctx);
    Filter filter =
        new Filter(
            time(ctx, "from", FIRST),
            time(ctx, "to", Place.TOP.askedAt()),
            outcome(ctx),
            place(ctx));
    List<Account> page = pages.authorizations(owner(caller), filter, limit + 1);
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("authorizations");
    page.stream().limit(limit).forEach(account -> list.add(AccountJson.summary(account, caller)));
    if (page.size() > limit) {
      Account last = page.get(limit - 1);
      node.put(
          "next_cursor",
          encode(last.request().getEventTime() + " " + last.request().getRequestId()));
    }
    Json.answer(ctx, OK, node);
  }

  /** {@code GET /v1/events}: oldest first, from where the cursor says. */
  public void events(Context ctx) throws RefusedException {
    allowOnly(ctx, EVENT_PARAMETERS);
    Caller caller = callers.apply(ctx);
    int limit = limit(ctx);
    long after = sequence(ctx);
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
    node.put("next_cursor", encode(Long.toString(last)));
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

  private static void allowOnly(Context ctx, Set<String> known) throws RefusedException {
    for (String name : ctx.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw RefusedException.badParameter(
            name.matches("[a-z_]{1,40}") ? name : "query", "is no parameter of this list");
      }
      if (ctx.queryParams(name).size() > 1) {
        throw RefusedException.badParameter(name, "is given twice");
      }
    }
  }

  private static int limit(Context ctx) throws RefusedException {
    String told = ctx.queryParam("limit");
    if (told == null) {
      return LIMIT;
    }
    int limit = told.matches("[0-9]{1,3}") ? Integer.parseInt(told) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw RefusedException.badParameter("limit", "must be from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  private static Instant time(Context ctx, String name, Instant otherwise) throws RefusedException {
    String told = ctx.queryParam(name);
    if (told == null) {
      return otherwise;
    }
    Optional<Instant> time = time(told);
    if (time.isPresent()) {
      return time.get();
    }
    throw RefusedException.badParameter(name, "must be a time as 2026-01-31T18:00:00Z");
  }

  private static Optional<String> outcome(Context ctx) throws RefusedException {
    String told = ctx.queryParam("outcome");
    if (told != null && Arrays.stream(Outcome.values()).noneMatch(o -> o.name().equals(told))) {
      throw RefusedException.badParameter("outcome", "must be one of APPROVED, REFERRED, DECLINED");
    }
    return Optional.ofNullable(told);
  }

  private static Place place(Context ctx) throws RefusedException {
    String told = ctx.queryParam("cursor");
    if (told == null) {
      return Place.TOP;
    }
    String[] parts = decode(told).split(" ", 2);
    Optional<Instant> time = time(parts[0]);
    if (parts.length == 2 && time.isPresent() && IdKind.AUTHORIZATION.hasForm(parts[1])) {
      return new Place(time.get(), parts[1]);
    }
    throw badCursor();
  }

  /**
   * The time in a text, if it is one that an authorization can have: PostgreSQL knows no others.
   */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(t -> !t.isBefore(FIRST) && !t.isAfter(Place.TOP.askedAt()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static long sequence(Context ctx) throws RefusedException {
    String told = ctx.queryParam("cursor");
    if (told == null) {
      return 0;
    }
    String text = decode(told);
    if (!text.matches("[0-9]{1,18}")) {
      throw badCursor();
    }
    return Long.parseLong(text);
  }

  private static RefusedException badCursor() {
    return RefusedException.badParameter("cursor", "is none that this list gave; begin without it");
  }

  private static String encode(String cursor) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(UTF_8));
  }

  private static String decode(String cursor) throws RefusedException {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw badCursor();
    }
  }
}
