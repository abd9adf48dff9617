package io.cardbeam.profile;

import io.cardbeam.event.Outcome;
import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The requests of a card's last seven days in order of event time, for exact sliding windows. A
 * late request is put at its place. Holds at most {@value #MAX_REQUESTS}; beyond it the oldest go
 * first, so that a window over a card of more than that many requests a week sees the latest of
 * them. Immutable.
 *
 * <p>They lie in one array, {@value #WORDS} words a request: the windows read all of them for every
 * decision, from memory that no cache holds where there are many cards, and one after the other in
 * one place comes faster than from an object each. Adding copies up to 18 KB.
 *
 * <p>Requests of the very same instant stand by the hashes of their ids, whatever order the card's
 * log has them in. The log tells which of them is answered first; the windows of the others end
 * before that instant, so they do not see it. A later request sees all of them, and in the same
 * order wherever its features are read: training, which fills in the first scores, knows requests
 * and no log.
 */
public final class RecentRequests {
  /** Longest window that can be asked for, milliseconds. */
  public static final long KEPT_MILLIS = 7L * 24 * 60 * 60 * 1000;

  /** Most requests that are kept. */
  public static final int MAX_REQUESTS = 256;

  /** Of a card without requests. */
  public static final RecentRequests NONE = new RecentRequests(new long[0]);

  static final int WORDS = 9;
  static final int TIME = 0;
  static final int ID = 1;
  static final int AMOUNT = 2;
  static final int CATEGORY = 3;
  static final int MERCHANT = 4;
  static final int LATITUDE = 5;
  static final int LONGITUDE = 6;
  static final int SUSPICION = 7;
  static final int FLAGS = 8;

  private static final int NEW_MERCHANT = 1;
  private static final int PRESENT = 2;
  private static final int OUTCOME_SHIFT = 2;

  private final long[] words;

  /** Of what {@link #words} gives. */
  RecentRequests(long[] words) {
    this.words = words;
  }

  static RecentRequests of(List<RecentRequest> ascending) {
    long[] words = new long[ascending.size() * WORDS];
    for (int i = 0; i < ascending.size(); i++) {
      put(ascending.get(i), words, i * WORDS);
    }
    return new RecentRequests(words);
  }

  private static void put(RecentRequest request, long[] words, int at) {
    words[at + TIME] = request.timeMillis();
    words[at + ID] = request.idHash();
    words[at + AMOUNT] = request.amountMinor();
    words[at + CATEGORY] = request.categoryHash();
    words[at + MERCHANT] = request.merchantHash();
    words[at + LATITUDE] = Double.doubleToRawLongBits(request.latitude());
    words[at + LONGITUDE] = Double.doubleToRawLongBits(request.longitude());
    long logOdds = Float.floatToRawIntBits(request.suspicion().logOdds());
    long probability = Float.floatToRawIntBits(request.suspicion().probability());
    words[at + SUSPICION] = (logOdds << Integer.SIZE) | (probability & 0xFFFFFFFFL);
    words[at + FLAGS] =
        (request.newMerchant() ? NEW_MERCHANT : 0)
            | (request.present() ? PRESENT : 0)
            | (code(request.outcome()) << OUTCOME_SHIFT);
  }

  /** State holds it: the codes stay as they are. */
  private static int code(Outcome outcome) {
    return switch (outcome) {
      case APPROVED -> 0;
      case REFERRED -> 1;
      case DECLINED -> 2;
    };
  }

  /** All of them, {@link #WORDS} words each. */
  long[] words() {
    return words;
  }

  /** These and one more. */
  public RecentRequests plus(RecentRequest request) {
    int size = size();
    int place = size;
    while (place > 0 && request.isBefore(timeMillis(place - 1), words[(place - 1) * WORDS + ID])) {
      place--;
    }
    int at = place * WORDS;
    long[] all = Arrays.copyOf(words, words.length + WORDS);
    System.arraycopy(words, at, all, at + WORDS, words.length - at);
    put(request, all, at);
    long oldestKept = all[size * WORDS + TIME] - KEPT_MILLIS;
    int from = Math.max(0, size + 1 - MAX_REQUESTS) * WORDS;
    while (all[from + TIME] < oldestKept) {
      from += WORDS;
    }
    return new RecentRequests(from == 0 ? all : Arrays.copyOfRange(all, from, all.length));
  }

  /** How many are kept. */
  public int size() {
    return words.length / WORDS;
  }

  /** Event time of the one at a place in order of event time, from 0. */
  public long timeMillis(int index) {
    return words[index * WORDS + TIME];
  }

  /** Amount that it asked for, minor units. */
  public long amountMinor(int index) {
    return words[index * WORDS + AMOUNT];
  }

  /** {@link StableHash} of its merchant category. */
  public long categoryHash(int index) {
    return words[index * WORDS + CATEGORY];
  }

  /** Whether the card had not asked at its merchant before. */
  public boolean isAtNewMerchant(int index) {
    return (words[index * WORDS + FLAGS] & NEW_MERCHANT) != 0;
  }

  /** Whether it tells where the card was. */
  public boolean hasPlace(int index) {
    return (words[index * WORDS + FLAGS] & PRESENT) != 0
        && !Double.isNaN(latitude(index))
        && !Double.isNaN(longitude(index));
  }

  /** Where it was, degrees north; NaN where not known. */
  public double latitude(int index) {
    return Double.longBitsToDouble(words[index * WORDS + LATITUDE]);
  }

  /** Where it was, degrees east; NaN where not known. */
  public double longitude(int index) {
    return Double.longBitsToDouble(words[index * WORDS + LONGITUDE]);
  }

  /** How it was answered. */
  public Outcome outcome(int index) {
    return switch ((int) words[index * WORDS + FLAGS] >>> OUTCOME_SHIFT) {
      case 0 -> Outcome.APPROVED;
      case 1 -> Outcome.REFERRED;
      default -> Outcome.DECLINED;
    };
  }

  /** Its {@link Suspicion}'s log-odds; NaN where no model scored it. */
  public float logOdds(int index) {
    return Float.intBitsToFloat((int) (words[index * WORDS + SUSPICION] >>> Integer.SIZE));
  }

  /** Its {@link Suspicion}'s probability; 0 where no model scored it. */
  public float probability(int index) {
    return Float.intBitsToFloat((int) words[index * WORDS + SUSPICION]);
  }

  /** All that is kept of the one at a place. */
  public RecentRequest get(int index) {
    int at = index * WORDS;
    return new RecentRequest(
        words[at + TIME],
        words[at + ID],
        words[at + AMOUNT],
        words[at + CATEGORY],
        words[at + MERCHANT],
        isAtNewMerchant(index),
        (words[at + FLAGS] & PRESENT) != 0,
        latitude(index),
        longitude(index),
        outcome(index),
        new Suspicion(logOdds(index), probability(index)));
  }

  /** All that are kept, in order of event time. */
  public List<RecentRequest> ascending() {
    List<RecentRequest> all = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      all.add(get(i));
    }
    return all;
  }
}
