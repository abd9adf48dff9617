package io.cardbeam.profile;

import static io.cardbeam.profile.RecentRequests.AMOUNT;
import static io.cardbeam.profile.RecentRequests.CATEGORY;
import static io.cardbeam.profile.RecentRequests.FLAGS;
import static io.cardbeam.profile.RecentRequests.ID;
import static io.cardbeam.profile.RecentRequests.LATITUDE;
import static io.cardbeam.profile.RecentRequests.LONGITUDE;
import static io.cardbeam.profile.RecentRequests.MERCHANT;
import static io.cardbeam.profile.RecentRequests.SUSPICION;
import static io.cardbeam.profile.RecentRequests.TIME;
import static io.cardbeam.profile.RecentRequests.WORDS;

import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;

/**
 * The bytes of {@link RecentRequests}, some 30 for each: times by what lies between them,
 * categories and merchants by their places in what is known of the card, where they stand there
 * too.
 */
final class RecentRequestsFormat {
  private static final int PLACE_SHIFT = 4;
  private static final int OWN_FLAGS = (1 << PLACE_SHIFT) - 1;
  private static final int PLACE_KIND = (1 << PlaceFormat.KIND_BITS) - 1;

  private RecentRequestsFormat() {}

  /**
   * Writes the bytes.
   *
   * @param baseMillis a time near those of the requests
   * @param categories hashes of categories that the reader will have
   * @param merchants hashes of merchants that the reader will have
   */
  static void write(
      RecentRequests recent,
      long baseMillis,
      long[] categories,
      long[] merchants,
      CompactWriter to) {
    long[] words = recent.words();
    to.number(recent.size());
    long before = baseMillis;
    for (int at = 0; at < words.length; at += WORDS) {
      double latitude = Double.longBitsToDouble(words[at + LATITUDE]);
      double longitude = Double.longBitsToDouble(words[at + LONGITUDE]);
      int place = PlaceFormat.kind(latitude, longitude);
      to.one(place << PLACE_SHIFT | (int) words[at + FLAGS]);
      to.signed(words[at + TIME] - before);
      before = words[at + TIME];
      to.word(words[at + ID]);
      to.signed(words[at + AMOUNT]);
      writeHash(words[at + CATEGORY], categories, to);
      writeHash(words[at + MERCHANT], merchants, to);
      PlaceFormat.write(place, latitude, to);
      PlaceFormat.write(place, longitude, to);
      to.word(words[at + SUSPICION]);
    }
  }

  private static void writeHash(long hash, long[] known, CompactWriter to) {
    for (int i = 0; i < known.length; i++) {
      if (known[i] == hash) {
        to.number(i + 1);
        return;
      }
    }
    to.number(0);
    to.word(hash);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early or are none that were written
   */
  static RecentRequests read(
      CompactReader from, long baseMillis, long[] categories, long[] merchants) throws IOException {
    int size = from.count(RecentRequests.MAX_REQUESTS, "recent requests of a card");
    long[] words = new long[size * WORDS];
    long before = baseMillis;
    for (int at = 0; at < words.length; at += WORDS) {
      int flags = from.one();
      int place = flags >>> PLACE_SHIFT & PLACE_KIND;
      words[at + FLAGS] = flags & OWN_FLAGS;
      before += from.signed();
      words[at + TIME] = before;
      words[at + ID] = from.word();
      words[at + AMOUNT] = from.signed();
      words[at + CATEGORY] = readHash(categories, from);
      words[at + MERCHANT] = readHash(merchants, from);
      words[at + LATITUDE] = Double.doubleToRawLongBits(PlaceFormat.read(place, from));
      words[at + LONGITUDE] = Double.doubleToRawLongBits(PlaceFormat.read(place, from));
      words[at + SUSPICION] = from.word();
    }
    return new RecentRequests(words);
  }

  private static long readHash(long[] known, CompactReader from) throws IOException {
    int place = from.count(known.length, "known hashes");
    return place == 0 ? from.word() : known[place - 1];
  }
}
