package io.cardbeam.pipeline.read;

import io.cardbeam.wire.EventType;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Reads what bears on cards from files: CSV where the name says so, else an Avro lake. Gives {@link
 * SourceTags#EVENTS} and {@link SourceTags#DEAD_LETTERS}.
 */
public final class ReadCards extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final Set<EventType> CARD_TYPES =
      EnumSet.of(
          EventType.CARD_UPDATE,
          EventType.CHARGEBACK,
          EventType.FRAUD_FINDING,
          EventType.PURCHASE,
          EventType.REFUND,
          EventType.PAYMENT,
          EventType.REVERSAL,
          EventType.AUTHORIZATION_REQUEST);

  private final String input;
  private final byte[] tokenKey;
  private final Decisions decisions;

  /** What becomes of decisions that lie in a lake. */
  public enum Decisions {
    /** They stand: for the books, which tell what was, not what would be. */
    KEEP,
    /** They are made again. */
    REMAKE
  }

  /**
   * @param input CSV file, glob of them, or root of a lake
   * @param tokenKey key for the card numbers in CSV
   */
  public ReadCards(String input, byte[] tokenKey, Decisions decisions) {
    this.input = input;
    this.tokenKey = tokenKey.clone();
    this.decisions = decisions;
  }

  /** Whether this names CSV files, as opposed to a lake. */
  public static boolean isCsv(String input) {
    return input.substring(input.lastIndexOf('/') + 1).contains(".csv");
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    if (isCsv(input)) {
      return begin.apply("ReadCsv", new ReadCsv(input, tokenKey));
    }
    Set<EventType> types = EnumSet.copyOf(CARD_TYPES);
    if (decisions == Decisions.KEEP) {
      types.add(EventType.AUTHORIZATION_DECISION);
    }
    return begin.apply("ReadLake", new ReadLake(input, types));
  }
}
