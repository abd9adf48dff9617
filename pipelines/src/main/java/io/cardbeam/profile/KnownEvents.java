package io.cardbeam.profile;

import io.cardbeam.text.StableHash;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredWords;
import io.cardbeam.wire.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Which events of a card came, apart from its requests, whose answers tell: the identity of each
 * and the fingerprint of its content. By it a stream tells a copy, and another content under a used
 * identity, from a new event.
 *
 * <p>The newest {@value #MAX_CARD_EVENTS} of {@link Topic#CARD_EVENTS} are kept and the newest
 * {@value #MAX_TRANSACTIONS} of {@link Topic#TRANSACTIONS}, 16 bytes each. Each topic has a memory
 * of its own, so that what is forgotten depends on the order of one log and not on how two logs
 * interleave. Immutable: adding copies up to 4 KiB.
 */
public final class KnownEvents {
  /** Most card updates, labels and disputes that are remembered. */
  public static final int MAX_CARD_EVENTS = 64;

  /** Most transactions that are remembered. */
  public static final int MAX_TRANSACTIONS = 256;

  /** Of a card of which nothing came. */
  public static final KnownEvents NONE = new KnownEvents(Long.MIN_VALUE, new long[0], new long[0]);

  private static final StateFormat FORMAT = new StateFormat("a card's known events", 1);
  private static final int WORDS = 2;

  private final long latestMillis;
  private final long[] cardEvents;
  private final long[] transactions;

  private KnownEvents(long latestMillis, long[] cardEvents, long[] transactions) {
    this.latestMillis = latestMillis;
    this.cardEvents = cardEvents;
    this.transactions = transactions;
  }

  /** Fingerprint of the first event of this one's identity; empty if it is the first. */
  public OptionalLong standing(Event event) {
    long identity = identity(event);
    long[] known = isOfCardEvents(event) ? cardEvents : transactions;
    for (int at = known.length - WORDS; at >= 0; at -= WORDS) {
      if (known[at] == identity) {
        return OptionalLong.of(known[at + 1]);
      }
    }
    return OptionalLong.empty();
  }

  /** These and one more, whose identity is not among them. */
  public KnownEvents plus(Event event) {
    long latest = Math.max(latestMillis, event.eventTimeMillis());
    return isOfCardEvents(event)
        ? new KnownEvents(latest, plus(cardEvents, MAX_CARD_EVENTS, event), transactions)
        : new KnownEvents(latest, cardEvents, plus(transactions, MAX_TRANSACTIONS, event));
  }

  private static long[] plus(long[] known, int max, Event event) {
    int from = known.length < max * WORDS ? 0 : WORDS;
    long[] more = Arrays.copyOfRange(known, from, known.length + WORDS);
    more[more.length - WORDS] = identity(event);
    more[more.length - 1] = event.fingerprint();
    return more;
  }

  private static boolean isOfCardEvents(Event event) {
    return event.type().topic() == Topic.CARD_EVENTS;
  }

  /** The card is that of the state. */
  private static long identity(Event event) {
    return StableHash.of(event.type().name() + ' ' + event.id());
  }

  /**
   * Event time of the newest of them, milliseconds since 1970 UTC; MIN_VALUE if there was none.
   * Tells how long memory must be held.
   */
  public long latestMillis() {
    return latestMillis;
  }

  /** Writes its bytes, as state and savepoints hold them. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT.version());
    out.writeLong(latestMillis);
    StoredWords.write(cardEvents, out);
    StoredWords.write(transactions, out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known or the bytes end early
   */
  public static KnownEvents read(DataInput in) throws IOException {
    FORMAT.requireKnown(in.readUnsignedByte());
    return new KnownEvents(in.readLong(), StoredWords.read(in), StoredWords.read(in));
  }
}
