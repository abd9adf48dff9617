package io.cardbeam.label;

import io.cardbeam.label.Label.Kind;
import java.util.Comparator;

/**
 * Which of a request's labels holds: that of the latest event time; at one instant that of the
 * later {@link Kind}; of one kind fraud. So it depends neither on the order in which they came nor
 * on how often, and training, warehouse and books agree. What came when decides about {@code
 * sinceMillis} alone.
 *
 * @param timeMillis event time of the label that holds, milliseconds since 1970 UTC
 * @param kind its kind
 * @param isFraud what it says
 * @param sinceMillis event time of the label from which on the request was taken to be what it is
 *     now, without a break, in the order in which the labels were added; milliseconds since 1970
 *     UTC
 */
public record HeldLabel(long timeMillis, Kind kind, boolean isFraud, long sinceMillis) {
  private static final Comparator<HeldLabel> ORDER =
      Comparator.comparingLong(HeldLabel::timeMillis)
          .thenComparing(HeldLabel::kind)
          .thenComparing(HeldLabel::isFraud);

  /** That of a request which has one label. */
  public static HeldLabel of(Label only) {
    return new HeldLabel(only.timeMillis(), only.kind(), only.isFraud(), only.timeMillis());
  }

  /** This after another label of the request. */
  public HeldLabel and(Label label) {
    HeldLabel next = of(label);
    if (ORDER.compare(next, this) <= 0) {
      return this;
    }
    return next.isFraud == isFraud
        ? new HeldLabel(next.timeMillis, next.kind, isFraud, sinceMillis)
        : next;
  }
}
