package io.cardbeam.feature;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.CardProfile;

/** Reads the values of all features off a request and its card's profile. */
public final class FeatureReader {
  private static final Feature[] FEATURES = FeatureList.all().toArray(Feature[]::new);

  private FeatureReader() {}

  /**
   * Reads the values.
   *
   * @param profile as of the request's event time
   * @param categoryRank of the request's category in the model; below 0 where it knows none
   * @param values gets them in the order of {@link FeatureList}, NaN where one is missing
   */
  public static void read(
      CardProfile profile,
      AuthorizationRequest request,
      int categoryRank,
      Reference reference,
      float[] values) {
    RequestView view = new RequestView(profile, request, categoryRank, reference);
    for (int i = 0; i < FEATURES.length; i++) {
      values[i] = FEATURES[i].read(view);
    }
  }

  /**
   * Reads those features alone that are made of the first scores of earlier requests.
   *
   * @param values gets them at their places
   * @param at place of the first feature of the list
   */
  public static void readSuspicions(SuspicionWindows windows, float[] values, int at) {
    for (int i = 0; i < FEATURES.length; i++) {
      Feature feature = FEATURES[i];
      if (feature.isOfSuspicion()) {
        values[at + i] = feature.read(windows);
      }
    }
  }

  /**
   * Fingerprint of values, FNV-1a over their bits: equal values, equal fingerprints. Every NaN is
   * the same.
   */
  public static long fingerprint(float[] values) {
    long hash = 0xcbf29ce484222325L;
    for (float value : values) {
      hash = (hash ^ Float.floatToIntBits(value)) * 0x100000001b3L;
    }
    return hash;
  }
}
