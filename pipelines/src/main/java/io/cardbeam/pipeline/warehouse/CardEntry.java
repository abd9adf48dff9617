package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;

/** What the books hold of a card: an event, or a request with its answer. */
sealed interface CardEntry {

  /** An update of the card, or a booked transaction. */
  record Booked(Event event) implements CardEntry {}

  /** A request with its answer. */
  record Answered(AnsweredRequest answer) implements CardEntry {}
}
