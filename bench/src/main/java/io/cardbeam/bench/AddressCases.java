package io.cardbeam.bench;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.AddressCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Addresses from which many cards asked, as a stream under attack keeps them. */
final class AddressCases {
  private static final Instant HOUR = Instant.parse("2026-03-02T10:00:00Z");

  /** When requests come from them, milliseconds since 1970 UTC: all counts are in force. */
  static final long AT_MILLIS = HOUR.plusSeconds(3_000).toEpochMilli();

  private static final int ADDRESSES = 20_000;
  private static final int FEWEST = 3;
  private static final int MOST = 7;
  private static final long SEED = 20_260_302;

  private AddressCases() {}

  /** Five counts of each. */
  static AddressCounts counts() {
    List<AddressCount> counts = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      for (int cards = FEWEST; cards <= MOST; cards++) {
        Instant from = HOUR.plusSeconds(60L * cards);
        counts.add(
            new AddressCount(
                address(i), HOUR, cards, from, HOUR.plusSeconds(7_200), from.minusSeconds(10)));
      }
    }
    return AddressCounts.empty(AddressCounts.Reach.LIVE).plusAll(counts).counts();
  }

  /** Addresses that requests come from, one in two known. */
  static List<String> asked(int requests) {
    SplittableRandom random = new SplittableRandom(SEED);
    return IntStream.range(0, requests)
        .mapToObj(i -> address(random.nextInt(2 * ADDRESSES)))
        .toList();
  }

  private static String address(int number) {
    return String.format("address-%014d", number);
  }
}
