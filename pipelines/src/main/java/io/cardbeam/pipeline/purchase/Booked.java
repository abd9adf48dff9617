package io.cardbeam.pipeline.purchase;

import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * A transaction that goes to the books, with all that it refers to: whoever stores it needs nothing
 * else to have been stored before.
 */
@DefaultCoder(BookedCoder.class)
public sealed interface Booked {

  /** The transaction. */
  Event event();

  /**
   * A purchase, or a reversal.
   *
   * @param event the transaction
   * @param decided the approved authorization it is on
   */
  record OnAuthorization(Event event, Decided decided) implements Booked {}

  /**
   * A refund, or a chargeback.
   *
   * @param event the transaction
   * @param purchase the booked purchase that it gives back
   * @param decided the approved authorization of that purchase
   */
  record OnPurchase(Event event, Event purchase, Decided decided) implements Booked {}

  /**
   * How a chargeback was decided.
   *
   * @param event the resolution
   * @param chargeback the booked chargeback that it decides
   * @param purchase the booked purchase behind it
   * @param decided the approved authorization of that purchase
   */
  record OnChargeback(Event event, Event chargeback, Event purchase, Decided decided)
      implements Booked {}

  /**
   * A payment: it is on the card's account, not on any authorization.
   *
   * @param event the transaction
   */
  record OnAccount(Event event) implements Booked {}
}
