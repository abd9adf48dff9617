package io.cardbeam.account;

import io.cardbeam.account.OpenAuthorization.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The answered requests of a card that transactions may still name, in order of their event time,
 * of one instant by the hash of their ids. Each is kept for {@link #KEPT_MILLIS}. Immutable; they
 * lie in one array, {@value #WORDS} words each, and are found by a scan of it.
 *
 * <p>At most {@value #MAX_HOLDS} may reserve something at a time: whoever answers requests declines
 * while {@link #isFull}, so that no hold is ever dropped to make room. At most {@value #MAX_KEPT}
 * are kept: an account lets {@link #leastNeeded} go beyond it.
 */
public final class OpenAuthorizations {
  /** Most holds that reserve something at a time. */
  public static final int MAX_HOLDS = 128;

  /** Most answered requests that are kept. */
  public static final int MAX_KEPT = 512;

  /**
   * How long after its event time a request is kept: as long as purchases on it may be made, and
   * seven days for those that arrive late.
   */
  public static final long KEPT_MILLIS = ClearingTerms.PRESENTED_WITHIN.plusDays(7).toMillis();

  /** Of a card without requests. */
  public static final OpenAuthorizations NONE = new OpenAuthorizations(new long[0]);

  static final int WORDS = 7;
  static final int TIME = 0;
  static final int ID = 1;
  static final int EXPIRES = 2;
  static final int AMOUNT = 3;
  static final int TOLERATED = 4;
  static final int TAKEN = 5;
  static final int KIND = 6;

  static final int CURRENCY_BITS = 24;
  static final int CURRENCY_MASK = (1 << CURRENCY_BITS) - 1;
  static final Status[] STATUSES = Status.values();

  private final long[] words;

  OpenAuthorizations(long[] words) {
    this.words = words;
  }

  /** How many there are. */
  public int size() {
    return words.length / WORDS;
  }

  /** The one at a place, in order of event time, from 0. */
  public OpenAuthorization get(int index) {
    int at = index * WORDS;
    int kind = (int) words[at + KIND];
    return new OpenAuthorization(
        words[at + ID],
        words[at + TIME],
        words[at + EXPIRES],
        words[at + AMOUNT],
        words[at + TOLERATED],
        words[at + TAKEN],
        CurrencyBits.unpack(kind & CURRENCY_MASK),
        STATUSES[kind >>> CURRENCY_BITS]);
  }

  /** The request with this hash of its id. */
  public Optional<OpenAuthorization> find(long idHash) {
    int index = indexOf(idHash);
    return index < 0 ? Optional.empty() : Optional.of(get(index));
  }

  private int indexOf(long idHash) {
    // From the newest: what comes is mostly about what came last.
    for (int at = words.length - WORDS; at >= 0; at -= WORDS) {
      if (words[at + ID] == idHash) {
        return at / WORDS;
      }
    }
    return -1;
  }

  /** Whether no further request may be approved at a time. */
  public boolean isFull(long timeMillis) {
    int holds = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      holds += held(at, timeMillis) > 0 ? 1 : 0;
    }
    return holds >= MAX_HOLDS;
  }

  private Status status(int at) {
    return STATUSES[(int) words[at + KIND] >>> CURRENCY_BITS];
  }

  private long held(int at, long timeMillis) {
    return status(at) == Status.APPROVED && timeMillis < words[at + EXPIRES]
        ? Math.max(0, words[at + AMOUNT] - words[at + TAKEN])
        : 0;
  }

  /** Sum of what is reserved in a currency at a time, minor units. */
  public long heldMinor(int currencyBits, long timeMillis) {
    long sum = 0;
    for (int at = 0; at < words.length; at += WORDS) {
      if (((int) words[at + KIND] & CURRENCY_MASK) == currencyBits) {
        sum = Math.addExact(sum, held(at, timeMillis));
      }
    }
    return sum;
  }

  /**
   * These and one more, in the place of one with its id if there is one: perhaps one above {@link
   * #MAX_KEPT}.
   */
  OpenAuthorizations plus(OpenAuthorization added) {
    long[] rest = without(indexOf(added.idHash()));
    int at = rest.length;
    while (at > 0 && isAfter(rest, at - WORDS, added)) {
      at -= WORDS;
    }
    long[] more = Arrays.copyOf(rest, rest.length + WORDS);
    System.arraycopy(rest, at, more, at + WORDS, rest.length - at);
    put(added, more, at);
    return new OpenAuthorizations(more);
  }

  private static boolean isAfter(long[] words, int at, OpenAuthorization other) {
    return words[at + TIME] != other.requestMillis()
        ? words[at + TIME] > other.requestMillis()
        : words[at + ID] > other.idHash();
  }

  @SuppressWarnings("EnumOrdinal") // The format has a version, and a test of its bytes.
  private static void put(OpenAuthorization it, long[] words, int at) {
    words[at + TIME] = it.requestMillis();
    words[at + ID] = it.idHash();
    words[at + EXPIRES] = it.expiresMillis();
    words[at + AMOUNT] = it.amountMinor();
    words[at + TOLERATED] = it.toleratedMinor();
    words[at + TAKEN] = it.takenMinor();
    words[at + KIND] =
        ((long) it.status().ordinal() << CURRENCY_BITS) | CurrencyBits.pack(it.currency());
  }

  /**
   * The place of the one that is needed least: the oldest that was not approved, since purchases on
   * it are exceptions with and without it; else the oldest that reserves nothing; else the oldest.
   */
  int leastNeeded() {
    long newest = words[words.length - WORDS + TIME];
    int free = -1;
    for (int at = 0; at < words.length; at += WORDS) {
      if (status(at) != Status.APPROVED) {
        return at / WORDS;
      }
      if (free < 0 && held(at, newest) == 0) {
        free = at / WORDS;
      }
    }
    return Math.max(free, 0);
  }

  /** These without the one at a place. */
  OpenAuthorizations withoutAt(int index) {
    return new OpenAuthorizations(without(index));
  }

  private long[] without(int index) {
    if (index < 0) {
      return words;
    }
    int at = index * WORDS;
    long[] rest = Arrays.copyOf(words, words.length - WORDS);
    System.arraycopy(words, at + WORDS, rest, at, words.length - at - WORDS);
    return rest;
  }

  /** These after something was taken of one; the same where it is not among them. */
  OpenAuthorizations take(long idHash, long takenMinor) {
    int index = indexOf(idHash);
    if (index < 0) {
      return this;
    }
    long[] changed = words.clone();
    int at = index * WORDS + TAKEN;
    changed[at] = Saturated.sum(changed[at], takenMinor);
    return new OpenAuthorizations(changed);
  }

  /** Those that are still kept at a time. */
  OpenAuthorizations keptAt(long timeMillis) {
    int past = 0;
    while (past < words.length && words[past + TIME] + KEPT_MILLIS <= timeMillis) {
      past += WORDS;
    }
    return past == 0 ? this : new OpenAuthorizations(Arrays.copyOfRange(words, past, words.length));
  }

  /** All of them, in order of event time. */
  public List<OpenAuthorization> ascending() {
    List<OpenAuthorization> all = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      all.add(get(i));
    }
    return all;
  }

  long[] words() {
    return words;
  }
}
