package io.cardbeam.wire;

import io.cardbeam.event.AddressCount;
import java.time.Duration;

/** What a count of an address's cards must be beyond its schema before anything acts on it. */
public final class AddressCountChecks {
  /** Most cards that are told from each other: it stands for as many or more. */
  public static final int MAX_CARDS = 100;

  /** Cards are counted by the clock hour. */
  public static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** From the start of its hour a count may be in force for so long. */
  public static final long LIFE_MILLIS = 2 * HOUR_MILLIS;

  private AddressCountChecks() {}

  /**
   * Checks a count.
   *
   * @throws UnreadableRecordException with the first thing that is wrong
   */
  public static void check(AddressCount count) throws UnreadableRecordException {
    FieldChecks.keyedHash(count.getAddressHash(), "address_hash");
    long hourMillis = count.getHourStart().toEpochMilli();
    long fromMillis = count.getEffectiveFrom().toEpochMilli();
    long untilMillis = count.getUntil().toEpochMilli();
    FieldChecks.time(hourMillis, "hour_start");
    FieldChecks.time(fromMillis, "effective_from");
    FieldChecks.time(untilMillis, "until");
    FieldChecks.time(count.getPublishedAt().toEpochMilli(), "published_at");
    if (hourMillis % HOUR_MILLIS != 0) {
      throw badTime("hour_start " + count.getHourStart() + " is not the start of an hour");
    }
    if (untilMillis != hourMillis + LIFE_MILLIS) {
      throw badTime("until " + count.getUntil() + " is not two hours after hour_start");
    }
    if (fromMillis < hourMillis || fromMillis >= untilMillis) {
      throw badTime(
          "effective_from " + count.getEffectiveFrom() + " is not between hour_start and until");
    }
    if (count.getCards() < 1 || count.getCards() > MAX_CARDS) {
      throw new UnreadableRecordException(
          "BAD_NUMBER", "cards " + count.getCards() + " is not between 1 and " + MAX_CARDS);
    }
  }

  private static UnreadableRecordException badTime(String reason) {
    return new UnreadableRecordException("BAD_TIME", reason);
  }
}
