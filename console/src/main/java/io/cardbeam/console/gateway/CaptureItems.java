package io.cardbeam.console.gateway;

import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.PurchaseItem;
import io.cardbeam.money.Currency;
import io.cardbeam.wire.EventChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a capture.
 *
 * @param items empty where the caller told none
 */
record CaptureItems(List<PurchaseItem> items) {
  /** None. */
  static final CaptureItems NONE = new CaptureItems(List.of());

  private static final long MAX_QUANTITY = 1_000_000;

  CaptureItems {
    items = List.copyOf(items);
  }

  /** The lines in {@code items}; what is wrong is told with the body's problems. */
  static CaptureItems read(JsonReader fields, Optional<Currency> currency) {
    List<PurchaseItem> items = new ArrayList<>();
    for (JsonReader item : fields.objects("items", EventChecks.MAX_ITEMS)) {
      Optional<String> description = item.text("description", EventChecks.MAX_TEXT_CHARS);
      Optional<Long> quantity = item.optionalWholeNumber("quantity", 1, MAX_QUANTITY);
      Optional<Long> price = MoneyText.minor(item, "unit_price", currency, 0);
      if (description.isPresent() && price.isPresent()) {
        items.add(new PurchaseItem(description.get(), quantity.orElse(1L).intValue(), price.get()));
      }
    }
    return new CaptureItems(items);
  }

  /** Refuses lines that do not add up to the amount, minor units. */
  void requireSum(long amountMinor) throws RefusedException {
    if (items.isEmpty()) {
      return;
    }
    long left = amountMinor;
    for (PurchaseItem item : items) {
      // A line is at most the cap of a currency times a million, and a thousand of them fit a long
      // only if each is bounded by what is left.
      long price = item.getUnitPriceMinor();
      if (price != 0 && item.getQuantity() > left / price) {
        throw notTheSum();
      }
      left -= price * item.getQuantity();
    }
    if (left != 0) {
      throw notTheSum();
    }
  }

  private static RefusedException notTheSum() {
    return new RefusedException(
        Problem.of(
            ProblemType.INVALID_REQUEST,
            "The items do not add up to the amount.",
            List.of(FieldProblem.pointer("#/items", "must add up to amount"))));
  }
}
