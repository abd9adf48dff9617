package io.cardbeam.console.live;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader of the stream is, as it stands in the ids of its events.
 *
 * @param run which start of the console counted; another counts from 1 again
 * @param from what the reader counts from
 */
record LivePlace(String run, Instant from, LiveBoard.Place place) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{16})\\.(-?[0-9]{1,15})\\.([0-9]{1,18})\\.([0-9]{1,18})");

  /** As the id of an event. */
  String text() {
    return String.join(
        ".",
        run,
        Long.toString(from.toEpochMilli()),
        Long.toString(place.request()),
        Long.toString(place.alert()));
  }

  /** The place that an id stands for; empty if it is none of an event. */
  static Optional<LivePlace> of(String id) {
    Matcher parts = FORM.matcher(id);
    return parts.matches()
        ? Optional.of(
            new LivePlace(
                parts.group(1),
                Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                new LiveBoard.Place(
                    Long.parseLong(parts.group(3)), Long.parseLong(parts.group(4)))))
        : Optional.empty();
  }
}
