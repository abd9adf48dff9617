package io.cardbeam.console.gateway;

import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.Caller.MerchantCaller;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.gateway.AuthorizationService.Terms;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * {@code POST /v1/authorizations}: may this payment go through? Always answered by its deadline.
 */
public final class Authorizations {
  /** Header with the time that an answer may take, milliseconds. */
  public static final String TIMEOUT_HEADER = "Cardbeam-Timeout";

  private static final int OK = 200;

  private final RequestReader reader;
  private final AuthorizationService service;
  private final Function<Context, MerchantCaller> callers;

  /**
   * Takes requests.
   *
   * @param callers tells whose request it is, once it was let in
   */
  Authorizations(
      RequestReader reader,
      AuthorizationService service,
      Function<Context, MerchantCaller> callers) {
    this.reader = reader;
    this.service = service;
    this.callers = callers;
  }

  /** Answers one request. */
  public void authorize(Context ctx) throws RefusedException, IOException {
    MerchantCaller caller = callers.apply(ctx);
    Optional<String> key = Optional.ofNullable(ctx.header(CallerId.HEADER));
    Duration timeout = timeout(ctx, caller.settings());
    Asked asked = reader.read(JsonReader.of(Json.body(ctx)), caller.settings(), key);
    RequestIds.exchange(ctx).about(asked.id());
    CompletableFuture<Answer> answer = ask(asked, caller.settings(), timeout);
    ctx.future(
        () ->
            answer.handle(
                (told, failure) -> {
                  if (told != null) {
                    reply(ctx, caller, asked, told);
                  } else {
                    Json.refuse(ctx, problem(failure));
                  }
                  return null;
                }));
  }

  /** Asks on these terms; the future ends with {@link RefusedException} if it is refused later. */
  CompletableFuture<Answer> ask(Asked asked, MerchantSettings merchant, Duration timeout)
      throws RefusedException {
    try {
      return service.ask(asked, new Terms(timeout, byDefault(asked.request(), merchant)));
    } catch (NotSentException e) {
      throw new RefusedException(NotSentProblems.of(e));
    }
  }

  /** How long an answer may take: as the request says, else as agreed. */
  static Duration timeout(Context ctx, MerchantSettings merchant) throws RefusedException {
    String told = ctx.header(TIMEOUT_HEADER);
    if (told == null) {
      return Duration.ofMillis(merchant.timeoutMillis());
    }
    int least = MerchantSettings.LEAST_TIMEOUT_MILLIS;
    int most = MerchantSettings.MAX_TIMEOUT_MILLIS;
    int millis = told.matches("[0-9]{1,5}") ? Integer.parseInt(told) : 0;
    if (millis < least || millis > most) {
      throw RefusedException.badHeader(
          TIMEOUT_HEADER, "must be a number of milliseconds from " + least + " to " + most);
    }
    return Duration.ofMillis(millis);
  }

  /** What is answered when no decision comes in time: a decline, or as agreed with the merchant. */
  private static Outcome byDefault(AuthorizationRequest request, MerchantSettings merchant) {
    OptionalLong limit = merchant.approvalLimit(request.getCurrency());
    return limit.isPresent() && request.getAmountMinor() <= limit.getAsLong()
        ? Outcome.APPROVED
        : Outcome.DECLINED;
  }

  private static void reply(Context ctx, Caller caller, Asked asked, Answer answer) {
    if (answer.repeated()) {
      ctx.header("Idempotent-Replayed", "true");
    }
    Json.answer(ctx, OK, AuthorizationJson.answer(asked, answer, caller));
  }

  /** What a failed answer is to the caller. */
  static Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NotSentException e) {
      return NotSentProblems.of(e);
    }
    throw new IllegalStateException("an answer failed", cause);
  }
}
