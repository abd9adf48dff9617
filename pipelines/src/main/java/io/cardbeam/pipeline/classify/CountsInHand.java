package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCards;
import io.cardbeam.address.AddressCounts;
import io.cardbeam.pipeline.address.CountsAtStart;
import java.util.function.Supplier;

/** The counts that a worker decides by: those it found at its start, and those of its stream. */
final class CountsInHand {
  /** Name of the side input. */
  static final String VIEW = "address-counts";

  private final AddressCounts atStart;

  CountsInHand(CountsAtStart atStart) {
    this.atStart = atStart.read();
  }

  /**
   * Both of them.
   *
   * @param sideInput gives the side input's present value; asked only when a rule asks
   */
  AddressCards with(Supplier<AddressCounts> sideInput) {
    return (address, eventTimeMillis) ->
        Math.max(
            sideInput.get().within(address, eventTimeMillis),
            atStart.within(address, eventTimeMillis));
  }
}
