package io.cardbeam.csv;

import io.cardbeam.event.Channel;
import java.util.List;
import java.util.Locale;

/** How a card was used, in the words that files have for it. */
final class Channels {
  private static final List<String> AT_A_DISTANCE =
      List.of("online", "internet", "e-commerce", "ecommerce", "web", "card_not_present", "cnp");
  private static final List<String> IN_PERSON =
      List.of("chip", "swipe", "contactless", "card_present", "in person", "pos");

  private Channels() {}

  /** The channel of a text, for instance Chip Transaction; UNKNOWN for words that tell none. */
  static Channel of(String text) {
    String words = text.toLowerCase(Locale.ROOT);
    if (AT_A_DISTANCE.stream().anyMatch(words::contains)) {
      return Channel.ONLINE;
    }
    return IN_PERSON.stream().anyMatch(words::contains) ? Channel.CARD_PRESENT : Channel.UNKNOWN;
  }
}
