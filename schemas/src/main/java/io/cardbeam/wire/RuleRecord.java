package io.cardbeam.wire;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;

/** What travels on {@link Topic#RULES}: a rule's version or a list's entry. */
public sealed interface RuleRecord {
  /** By when they were published; total, so that the same records come in the same order. */
  Comparator<RuleRecord> PUBLISHED_ORDER =
      Comparator.comparingLong(RuleRecord::publishedAtMillis)
          .thenComparing(RuleRecord::key)
          .thenComparingLong(RuleRecord::effectiveFromMillis)
          .thenComparing(record -> record.body().toString());

  /** The Avro record; never changed after it got here. */
  SpecificRecord body();

  /** Key on Kafka. */
  String key();

  /** Event time from which it counts, milliseconds since 1970 UTC. */
  long effectiveFromMillis();

  /** When it was published, milliseconds since 1970 UTC. */
  long publishedAtMillis();

  /** Whether a record is of this topic. */
  static boolean isOne(SpecificRecord body) {
    return body instanceof RuleVersion || body instanceof ListEntry;
  }

  /**
   * A record of this topic.
   *
   * @throws IllegalArgumentException for any other record
   */
  static RuleRecord of(SpecificRecord body) {
    if (body instanceof RuleVersion version) {
      return new OfRule(version);
    }
    if (body instanceof ListEntry entry) {
      return new OfList(entry);
    }
    throw new IllegalArgumentException(body.getSchema().getFullName() + " is no rule");
  }

  /** One version of a rule. */
  record OfRule(RuleVersion body) implements RuleRecord {
    @Override
    public String key() {
      return body.getRuleId();
    }

    @Override
    public long effectiveFromMillis() {
      return body.getEffectiveFrom().toEpochMilli();
    }

    @Override
    public long publishedAtMillis() {
      return body.getPublishedAt().toEpochMilli();
    }
  }

  /** A card or merchant put on a list or taken off it. */
  record OfList(ListEntry body) implements RuleRecord {
    @Override
    public String key() {
      return body.getList() + "/" + body.getKey();
    }

    @Override
    public long effectiveFromMillis() {
      return body.getEffectiveFrom().toEpochMilli();
    }

    @Override
    public long publishedAtMillis() {
      return body.getPublishedAt().toEpochMilli();
    }
  }
}
