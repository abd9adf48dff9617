package io.cardbeam.command.replay;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;

/** What a replay sends, in the order in which it sends it. */
sealed interface ReplayItem {

  /** What it is, in words that tell it from others of its archive. */
  String name();

  /**
   * An event.
   *
   * @param atMillis when it goes, in event time: its own, or later if it came late
   */
  record OfEvent(Event event, long atMillis) implements ReplayItem {
    @Override
    public String name() {
      return event.type().schema().getName() + " " + event.id() + " of card " + event.cardToken();
    }
  }

  /** A rule's version or a list's entry. */
  record OfRule(RuleRecord rule) implements ReplayItem {
    @Override
    public String name() {
      return "rule " + rule.key() + " published at " + rule.publishedAtMillis();
    }
  }

  /** A count of an address's cards. */
  record OfAddressCount(AddressCount count) implements ReplayItem {
    @Override
    public String name() {
      return "count "
          + count.getCards()
          + " of address "
          + count.getAddressHash()
          + " from "
          + count.getEffectiveFrom().toEpochMilli();
    }
  }

  /** What can't be taken. */
  record Unread(DeadLetter letter) implements ReplayItem {
    @Override
    public String name() {
      return "record " + letter.getPosition() + " of " + letter.getSource();
    }
  }
}
