package io.cardbeam.console.database;

/** What requests have turned out to be, in SQL, by the view {@code books.authorization_label}. */
public final class RequestLabels {
  /** Fraud probability at the decision from which a request without a label counts as fraud. */
  public static final double MODEL_THRESHOLD = 0.5;

  /** The labels of a range of requests, as {@link #of} has them. Its places are its two ends. */
  public static final String SQL = of("request_time >= ? AND request_time < ?");

  private RequestLabels() {}

  /**
   * A common table expression {@code label (authorization_id, fraud)} of some requests; without a
   * row for those that have no label.
   *
   * @param condition on {@code authorization_id}, {@code card_id} or {@code request_time}
   */
  public static String of(String condition) {
    return "label AS (SELECT authorization_id, is_fraud AS fraud FROM books.authorization_label"
        + " WHERE "
        + condition
        + ")\n";
  }
}
