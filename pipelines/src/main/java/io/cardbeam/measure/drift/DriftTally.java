package io.cardbeam.measure.drift;

import io.cardbeam.event.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is counted of the requests of a time: answers, alerts, scores and features. Tallies of parts
 * add up to that of the whole, in any order.
 */
public final class DriftTally {
  /** Most features that are counted. */
  public static final int MAX_FEATURES = 1_000;

  private final ValueCounts scores;
  private final List<ValueCounts> features;
  private long requests;
  private long referred;
  private long declined;
  private long alerts;

  private DriftTally(ValueCounts scores, List<ValueCounts> features) {
    this.scores = scores;
    this.features = features;
  }

  /**
   * A tally of nothing.
   *
   * @param features how many there are, 0 to {@value #MAX_FEATURES}
   */
  public static DriftTally ofFeatures(int features) {
    if (features < 0 || features > MAX_FEATURES) {
      throw new IllegalArgumentException(features + " features are not 0 to " + MAX_FEATURES);
    }
    List<ValueCounts> counts = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      counts.add(new ValueCounts());
    }
    return new DriftTally(new ValueCounts(), counts);
  }

  /** Values of a request's features, by their place. */
  public interface FeatureValues {
    /** A value; NaN where it is missing. */
    float of(int feature);
  }

  /**
   * Counts a request.
   *
   * @param probability of fraud, 0 to 1
   * @param alert whether an analyst is shown it
   */
  public void add(Outcome outcome, double probability, boolean alert, FeatureValues values) {
    requests++;
    referred += outcome == Outcome.REFERRED ? 1 : 0;
    declined += outcome == Outcome.DECLINED ? 1 : 0;
    alerts += alert ? 1 : 0;
    scores.add((float) probability);
    for (int i = 0; i < features.size(); i++) {
      features.get(i).add(values.of(i));
    }
  }

  /** Adds all that another one counted. */
  public void add(DriftTally other) {
    if (other.features.size() != features.size()) {
      throw new IllegalArgumentException(
          other.features.size() + " features don't add to " + features.size());
    }
    requests += other.requests;
    referred += other.referred;
    declined += other.declined;
    alerts += other.alerts;
    scores.add(other.scores);
    for (int i = 0; i < features.size(); i++) {
      features.get(i).add(other.features.get(i));
    }
  }

  public long requests() {
    return requests;
  }

  public long referred() {
    return referred;
  }

  public long declined() {
    return declined;
  }

  public long alerts() {
    return alerts;
  }

  /** Probabilities of fraud. */
  public ValueCounts scores() {
    return scores;
  }

  /** How many features are counted. */
  public int features() {
    return features.size();
  }

  /** Values of a feature, by its place. */
  public ValueCounts feature(int index) {
    return features.get(index);
  }

  /** Writes the tally. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(requests);
    out.writeLong(referred);
    out.writeLong(declined);
    out.writeLong(alerts);
    scores.writeTo(out);
    out.writeInt(features.size());
    for (ValueCounts counts : features) {
      counts.writeTo(out);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static DriftTally readFrom(DataInput in) throws IOException {
    long requests = in.readLong();
    long referred = in.readLong();
    long declined = in.readLong();
    long alerts = in.readLong();
    ValueCounts scores = ValueCounts.readFrom(in);
    int size = in.readInt();
    if (size < 0 || size > MAX_FEATURES) {
      throw new IOException(size + " features are not 0 to " + MAX_FEATURES);
    }
    List<ValueCounts> features = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      features.add(ValueCounts.readFrom(in));
    }
    DriftTally tally = new DriftTally(scores, features);
    tally.requests = requests;
    tally.referred = referred;
    tally.declined = declined;
    tally.alerts = alerts;
    return tally;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DriftTally tally
        && tally.requests == requests
        && tally.referred == referred
        && tally.declined == declined
        && tally.alerts == alerts
        && tally.scores.equals(scores)
        && tally.features.equals(features);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(requests) + 31 * scores.hashCode();
  }
}
