package io.cardbeam.console.gateway;

import io.cardbeam.console.access.Caller.IssuerCaller;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.Payment;
import io.cardbeam.money.Currency;
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

/** {@code POST /v1/payments}: an issuer reports that a cardholder paid towards the balance. */
public final class Payments {
  private static final int MAX_METHOD_CHARS = 32;

  private final CardNumberReader cards;
  private final OperationRecords records;
  private final OperationOutbox outbox;
  private final Function<Context, IssuerCaller> callers;
  private final InstantSource clock;

  Payments(
      CardNumberReader cards,
      OperationRecords records,
      OperationOutbox outbox,
      Function<Context, IssuerCaller> callers,
      InstantSource clock) {
    this.cards = cards;
    this.records = records;
    this.outbox = outbox;
    this.callers = callers;
    this.clock = clock;
  }

  /** Takes a payment. */
  public void pay(Context ctx) throws RefusedException, IOException {
    String owner = callers.apply(ctx).issuer();
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> requestId =
        CallerId.read(fields, Optional.ofNullable(ctx.header(CallerId.HEADER)));
    Optional<String> token = cards.token(fields);
    Optional<Currency> currency = MoneyText.currency(fields);
    Optional<Long> amount = MoneyText.minor(fields, "amount", currency);
    String method = fields.optionalText("method", MAX_METHOD_CHARS).orElse("");
    fields.done();
    String id = IdKind.PAYMENT.of(owner, requestId.orElseThrow());
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Payment payment =
        Payment.newBuilder()
            .setPaymentId(id)
            .setCardToken(token.orElseThrow())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amount.orElseThrow())
            .setCurrency(currency.orElseThrow().code())
            .setMethod(method)
            .build();
    OperationRecords.Taken taken =
        records.add(
            owner,
            "",
            id,
            known -> {
              if (known.operation().isPresent()) {
                requireSame(known.operation().get().operation(), payment);
                return List.of();
              }
              return List.of(
                  new Operation(owner, requestId.orElseThrow(), Event.of(payment), false));
            });
    outbox.send(ctx, taken);
  }

  private static void requireSame(Operation taken, Payment wanted) throws RefusedException {
    Payment first = taken.event().body(Payment.class);
    List<String> pointers = new ArrayList<>();
    addUnlessSame(first.getCardToken(), wanted.getCardToken(), "/card_number", pointers);
    addUnlessSame(first.getAmountMinor(), wanted.getAmountMinor(), "/amount", pointers);
    addUnlessSame(first.getCurrency(), wanted.getCurrency(), "/currency", pointers);
    addUnlessSame(first.getMethod(), wanted.getMethod(), "/method", pointers);
    if (!pointers.isEmpty()) {
      throw new RefusedException(NotSentProblems.reused(pointers));
    }
  }

  private static void addUnlessSame(Object first, Object second, String pointer, List<String> to) {
    if (!first.equals(second)) {
      to.add(pointer);
    }
  }
}
