package io.cardbeam.console.gateway;

import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may follow an authorization, as far as the door can tell: the books judge again, by the
 * card's whole account.
 */
final class OperationRules {
  private OperationRules() {}

  /**
   * What a caller asks for.
   *
   * @param kind capture, reversal or refund
   * @param requestId the caller's own id
   * @param amountMinor minor units; empty for all that is left
   * @param items of a capture
   * @param captureId of a refund: what is refunded
   * @param isFinal of a capture: whether the rest is released
   */
  record Wanted(
      IdKind kind,
      String requestId,
      Optional<Long> amountMinor,
      CaptureItems items,
      Optional<String> captureId,
      boolean isFinal) {}

  /**
   * The operations that a wish comes to, in the order in which they are sent.
   *
   * @param at when, whole milliseconds
   * @throws RefusedException if it can't be
   */
  static List<Operation> operations(Account account, Wanted wanted, Instant at)
      throws RefusedException {
    requireApproved(account);
    return switch (wanted.kind()) {
      case CAPTURE -> capture(account, wanted, at);
      case REVERSAL -> {
        long amount = amount(wanted, account.open(), account, "open");
        yield List.of(Operation.reversal(account.request(), wanted.requestId(), amount, at));
      }
      case REFUND -> List.of(refund(account, wanted, at));
      default -> throw new IllegalArgumentException(wanted.kind() + " follows no authorization");
    };
  }

  private static void requireApproved(Account account) throws RefusedException {
    Outcome outcome = account.answer().map(Answer::outcome).orElse(Outcome.DECLINED);
    if (outcome != Outcome.APPROVED) {
      throw new RefusedException(
          ProblemType.AUTHORIZATION_NOT_APPROVED,
          account.answer().isPresent()
              ? "The authorization was " + outcome + "; nothing can follow it."
              : "The authorization has no decision yet; ask again in a second.");
    }
  }

  private static List<Operation> capture(Account account, Wanted wanted, Instant at)
      throws RefusedException {
    long open = account.open();
    long amount = amount(wanted, open, account, "open");
    wanted.items().requireSum(amount);
    List<Operation> operations = new ArrayList<>();
    String owner = account.request().getMerchantId();
    Purchase purchase =
        Purchase.newBuilder()
            .setPurchaseId(IdKind.CAPTURE.of(owner, wanted.requestId()))
            .setAuthorizationId(account.request().getRequestId())
            .setCardToken(account.request().getCardToken())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amount)
            .setCurrency(account.request().getCurrency())
            .setMerchantId(owner)
            .setMerchantName(account.request().getMerchantName())
            .setCategory(account.request().getCategory())
            .setMerchantLatitude(account.request().getMerchantLatitude())
            .setMerchantLongitude(account.request().getMerchantLongitude())
            .setMerchantCity(account.request().getMerchantCity())
            .setMerchantState(account.request().getMerchantState())
            .setItems(wanted.items().items())
            .build();
    operations.add(new Operation(owner, wanted.requestId(), Event.of(purchase), wanted.isFinal()));
    if (wanted.isFinal() && amount < open) {
      String requestId = "final/" + wanted.requestId();
      operations.add(Operation.reversal(account.request(), requestId, open - amount, at));
    }
    return operations;
  }

  private static Operation refund(Account account, Wanted wanted, Instant at)
      throws RefusedException {
    String captureId = wanted.captureId().orElseThrow();
    Operation capture =
        account
            .operation(captureId)
            .map(Account.Recorded::operation)
            .filter(o -> o.kind() == IdKind.CAPTURE)
            .orElseThrow(
                () ->
                    new RefusedException(
                        ProblemType.NOT_FOUND, "There is no such capture on the authorization."));
    long refunded =
        account.operations().stream()
            .filter(o -> o.exceptionCode().isEmpty() && isRefundOf(o.operation(), captureId))
            .mapToLong(o -> o.operation().amountMinor())
            .sum();
    long amount = amount(wanted, capture.amountMinor() - refunded, account, "left of the capture");
    String owner = account.request().getMerchantId();
    Refund refund =
        Refund.newBuilder()
            .setRefundId(IdKind.REFUND.of(owner, wanted.requestId()))
            .setPurchaseId(captureId)
            .setAuthorizationId(account.request().getRequestId())
            .setCardToken(account.request().getCardToken())
            .setEventTime(at)
            .setEffectiveFrom(PostingCutOff.after(at))
            .setAmountMinor(amount)
            .setCurrency(account.request().getCurrency())
            .setMerchantName(account.request().getMerchantName())
            .build();
    return new Operation(owner, wanted.requestId(), Event.of(refund), false);
  }

  /** JSON pointers to what a wish says otherwise than the operation that has its id already. */
  static List<String> differences(Operation taken, Wanted wanted, String authorizationId) {
    List<String> pointers = new ArrayList<>();
    if (!taken.authorizationId().equals(Optional.of(authorizationId))) {
      pointers.add("/authorization_id");
    }
    // Left out it stood for all that was left, which is less now.
    if (wanted.amountMinor().isPresent() && wanted.amountMinor().get() != taken.amountMinor()) {
      pointers.add("/amount");
    }
    if (taken.event().body() instanceof Purchase purchase
        && !purchase.getItems().equals(wanted.items().items())) {
      pointers.add("/items");
    }
    if (taken.event().body() instanceof Refund refund
        && !wanted.captureId().equals(Optional.of(refund.getPurchaseId()))) {
      pointers.add("/capture_id");
    }
    if (taken.isFinal() != wanted.isFinal()) {
      pointers.add("/final");
    }
    return pointers;
  }

  private static boolean isRefundOf(Operation operation, String captureId) {
    return operation.event().body() instanceof Refund refund
        && refund.getPurchaseId().equals(captureId);
  }

  private static long amount(Wanted wanted, long left, Account account, String ofWhat)
      throws RefusedException {
    long amount = wanted.amountMinor().orElse(left);
    if (amount <= 0 || amount > left) {
      String currency = account.request().getCurrency();
      throw new RefusedException(
          Problem.of(
              ProblemType.AMOUNT_EXCEEDED,
              MinorUnits.decimal(Math.max(0, left), currency)
                  + " "
                  + currency
                  + " is "
                  + ofWhat
                  + ".",
              List.of(FieldProblem.pointer("#/amount", "is above what is " + ofWhat))));
    }
    return amount;
  }
}
