package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * A request that two runs did not decide the same.
 *
 * @param kind in what
 * @param decision of the run that has one; of the first where both have
 * @param fields that are not the same, if both have one
 */
record Difference(Kind kind, AuthorizationDecision decision, List<Field> fields) {
  /** By event time: an early one makes later ones of its card. */
  static final Comparator<Difference> EARLIEST_FIRST =
      Comparator.<Difference, Long>comparing(d -> d.decision().getEventTime().toEpochMilli())
          .thenComparing(d -> d.decision().getCardToken())
          .thenComparing(d -> d.decision().getRequestId());

  private static final String FEATURES = "feature_hash";

  /** In what two runs differ about a request. */
  enum Kind {
    /** Both decided it, and not the same. */
    DIFFERENT,
    /** The first run decided it, the other did not. */
    MISSING,
    /** The other run decided it, the first did not. */
    EXTRA
  }

  /**
   * A field that is not the same.
   *
   * @param name in the schema
   * @param first value in the first run
   * @param other value in the other run
   */
  record Field(String name, String first, String other) {}

  /** Two decisions on one request. */
  static Difference between(AuthorizationDecision first, AuthorizationDecision other) {
    List<Field> fields = new ArrayList<>();
    for (Schema.Field field : AuthorizationDecision.getClassSchema().getFields()) {
      Object a = first.get(field.pos());
      Object b = other.get(field.pos());
      if (!Objects.equals(a, b)) {
        fields.add(new Field(field.name(), String.valueOf(a), String.valueOf(b)));
      }
    }
    return new Difference(Kind.DIFFERENT, first, fields);
  }

  /** Whether both decided, on other values of some feature. */
  boolean inFeatures() {
    return fields.stream().anyMatch(field -> field.name().equals(FEATURES));
  }
}
