package io.cardbeam.console.gateway;

import io.cardbeam.console.access.Caller.IssuerCaller;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.money.Currency;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code POST /v1/payments/{payment_id}/return}: an issuer reports that a payment came back, in
 * whole or in part. It is written down first, so that a repeat sends the same bytes.
 */
public final class PaymentReturns {
  private static final int MAX_REASON_CHARS = 64;

  private final OperationRecords records;
  private final OperationOutbox outbox;
  private final Function<Context, IssuerCaller> callers;
  private final InstantSource clock;

  PaymentReturns(
      OperationRecords records,
      OperationOutbox outbox,
      Function<Context, IssuerCaller> callers,
      InstantSource clock) {
    this.records = records;
    this.outbox = outbox;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * What a caller asks for.
   *
   * @param requestId the issuer's own id
   * @param amountMinor minor units; empty for all that is left
   * @param reason empty where not told
   */
  private record Wanted(
      String paymentId, String requestId, Optional<Long> amountMinor, String reason) {}

  /** Takes a return. */
  public void takeBack(Context ctx) throws RefusedException, IOException {
    String owner = callers.apply(ctx).issuer();
    String paymentId = ctx.pathParam("payment_id");
    JsonReader fields = JsonReader.of(Json.body(ctx));
    PaidAccount known = records.findPayment(owner, paymentId).orElseThrow(PaymentReturns::none);
    Optional<String> requestId =
        CallerId.read(fields, Optional.ofNullable(ctx.header(CallerId.HEADER)));
    String code = known.payment().currency();
    Optional<Currency> currency = MoneyText.currency(fields, code);
    if (currency.isPresent() && !currency.get().code().equals(code)) {
      fields.problem("currency", "is not the payment's, which is " + code);
    }
    Optional<Long> amount =
        fields.has("amount") ? MoneyText.minor(fields, "amount", currency) : Optional.empty();
    String reason = fields.optionalText("reason", MAX_REASON_CHARS).orElse("");
    fields.done();
    Wanted wanted = new Wanted(paymentId, requestId.orElseThrow(), amount, reason);
    OperationRecords.Taken taken =
        records.add(
            owner,
            paymentId,
            IdKind.RETURN.of(owner, wanted.requestId()),
            now -> {
              if (now.operation().isPresent()) {
                requireSame(now.operation().get().operation(), wanted);
                return List.of();
              }
              return List.of(
                  returned(owner, now.payment().orElseThrow(PaymentReturns::none), wanted));
            });
    outbox.send(ctx, taken);
  }

  private Operation returned(String owner, PaidAccount account, Wanted wanted)
      throws RefusedException {
    Operation payment = account.payment();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PaymentReturned returned =
        PaymentReturned.newBuilder()
            .setReturnId(IdKind.RETURN.of(owner, wanted.requestId()))
            .setPaymentId(payment.id())
            .setCardToken(payment.event().cardToken())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amount(account, wanted))
            .setCurrency(payment.currency())
            .setReason(wanted.reason())
            .build();
    return new Operation(owner, wanted.requestId(), Event.of(returned), false);
  }

  private static long amount(PaidAccount account, Wanted wanted) throws RefusedException {
    long left = account.leftMinor();
    long amount = wanted.amountMinor().orElse(left);
    if (amount <= 0 || amount > left) {
      String currency = account.payment().currency();
      throw new RefusedException(
          Problem.of(
              ProblemType.CONFLICT,
              MinorUnits.decimal(left, currency) + " " + currency + " is left of the payment.",
              List.of(FieldProblem.pointer("#/amount", "is above what is left of the payment"))));
    }
    return amount;
  }

  private static void requireSame(Operation taken, Wanted wanted) throws RefusedException {
    PaymentReturned first = taken.event().body(PaymentReturned.class);
    List<String> pointers = new ArrayList<>();
    if (!first.getPaymentId().equals(wanted.paymentId())) {
      pointers.add("/payment_id");
    }
    // Left out it stood for all that was left, which is less now.
    if (wanted.amountMinor().isPresent() && wanted.amountMinor().get() != first.getAmountMinor()) {
      pointers.add("/amount");
    }
    if (!first.getReason().equals(wanted.reason())) {
      pointers.add("/reason");
    }
    if (!pointers.isEmpty()) {
      throw new RefusedException(NotSentProblems.reused(pointers));
    }
  }

  private static RefusedException none() {
    return new RefusedException(ProblemType.NOT_FOUND, "There is no such payment of yours.");
  }
}
