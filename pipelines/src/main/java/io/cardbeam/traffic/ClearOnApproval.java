package io.cardbeam.traffic;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Purchase;
import io.cardbeam.wire.Event;
import java.util.List;

/**
 * The purchase that a row of a file stands for once it is approved: the request's own amount, time
 * and merchant, cleared in full, under the request's id. Files tell of no other clearing.
 */
public final class ClearOnApproval {
  private ClearOnApproval() {}

  /** The purchase behind an approved request. */
  public static Event purchase(AuthorizationRequest request) {
    return Event.of(
        new Purchase(
            request.getRequestId(),
            request.getRequestId(),
            request.getCardToken(),
            request.getEventTime(),
            PostingCutOff.after(request.getEventTime()),
            request.getAmountMinor(),
            request.getCurrency(),
            request.getMerchantId(),
            request.getMerchantName(),
            request.getCategory(),
            request.getMerchantLatitude(),
            request.getMerchantLongitude(),
            request.getMerchantCity(),
            request.getMerchantState(),
            List.of()));
  }
}
