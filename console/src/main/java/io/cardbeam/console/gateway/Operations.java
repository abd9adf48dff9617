package io.cardbeam.console.gateway;

import io.cardbeam.console.access.Caller.MerchantCaller;
import io.cardbeam.console.gateway.OperationRules.Wanted;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.money.Currency;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Captures, reversals and refunds of a merchant's own authorizations. What is taken is written down
 * first, so that a repeat sends the same bytes, then sent to the books, which judge it again.
 */
public final class Operations {
  private final OwnAuthorizations authorizations;
  private final OperationRecords records;
  private final OperationOutbox outbox;
  private final Function<Context, MerchantCaller> callers;
  private final InstantSource clock;

  Operations(
      OwnAuthorizations authorizations,
      OperationRecords records,
      OperationOutbox outbox,
      Function<Context, MerchantCaller> callers,
      InstantSource clock) {
    this.authorizations = authorizations;
    this.records = records;
    this.outbox = outbox;
    this.callers = callers;
    this.clock = clock;
  }

  /** {@code POST /v1/authorizations/{authorization_id}/captures}. */
  public void capture(Context ctx) throws RefusedException, IOException {
    take(ctx, ctx.pathParam("authorization_id"), IdKind.CAPTURE, JsonReader.of(Json.body(ctx)));
  }

  /** {@code POST /v1/authorizations/{authorization_id}/reversals}. */
  public void reverse(Context ctx) throws RefusedException, IOException {
    take(ctx, ctx.pathParam("authorization_id"), IdKind.REVERSAL, JsonReader.of(Json.body(ctx)));
  }

  /** {@code POST /v1/refunds}. */
  public void refund(Context ctx) throws RefusedException, IOException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    take(ctx, fields.text("authorization_id", 64).orElse(""), IdKind.REFUND, fields);
  }

  private void take(Context ctx, String authorizationId, IdKind kind, JsonReader fields)
      throws RefusedException {
    String owner = callers.apply(ctx).merchantId();
    Optional<Account> account =
        authorizationId.isEmpty()
            ? Optional.empty()
            : Optional.of(authorizations.record(owner, authorizationId));
    account.ifPresent(known -> RequestIds.exchange(ctx).about(authorizationId));
    Wanted wanted = read(ctx, kind, fields, account.map(a -> a.request().getCurrency()));
    OperationRecords.Taken taken =
        records.add(
            owner,
            authorizationId,
            kind.of(owner, wanted.requestId()),
            known -> {
              Optional<Account.Recorded> same = known.operation();
              if (same.isPresent()) {
                requireSame(same.get().operation(), wanted, authorizationId);
                return List.of();
              }
              return OperationRules.operations(
                  known.account().orElseThrow(OwnAuthorizations::none),
                  wanted,
                  clock.instant().truncatedTo(ChronoUnit.MILLIS));
            });
    outbox.send(ctx, taken);
  }

  /** Reads a wish; {@code code} is the authorization's currency, if the authorization is named. */
  private static Wanted read(Context ctx, IdKind kind, JsonReader fields, Optional<String> code)
      throws RefusedException {
    Optional<String> requestId =
        CallerId.read(fields, Optional.ofNullable(ctx.header(CallerId.HEADER)));
    Optional<Currency> currency = code.flatMap(active -> MoneyText.active(fields, active));
    Optional<String> named = fields.optionalText("currency", 64);
    if (named.isPresent() && code.isPresent() && !named.equals(code)) {
      fields.problem("currency", "is not the authorization's, which is " + code.get());
    }
    Optional<Long> amount =
        fields.has("amount") ? MoneyText.minor(fields, "amount", currency) : Optional.empty();
    boolean isCapture = kind == IdKind.CAPTURE;
    CaptureItems items = isCapture ? CaptureItems.read(fields, currency) : CaptureItems.NONE;
    boolean isFinal = isCapture && fields.optionalFlag("final").orElse(false);
    Optional<String> captureId =
        kind == IdKind.REFUND ? fields.text("capture_id", 64) : Optional.empty();
    fields.done();
    return new Wanted(kind, requestId.orElseThrow(), amount, items, captureId, isFinal);
  }

  private static void requireSame(Operation taken, Wanted wanted, String authorizationId)
      throws RefusedException {
    List<String> pointers = OperationRules.differences(taken, wanted, authorizationId);
    if (!pointers.isEmpty()) {
      throw new RefusedException(NotSentProblems.reused(pointers));
    }
  }
}
