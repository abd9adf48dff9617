package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.feature.Theme;
import java.util.List;

/**
 * Why the model thinks so: the themes whose features moved its score most, by the exact way that
 * the request took through its trees; towards fraud for a referral or decline, away from it for an
 * approval. Each as a code and a sentence with figures against the cardholder's own normal.
 */
final class ModelReasons {
  /** Most themes that an approval names. */
  private static final int MOST_FOR_APPROVAL = 2;

  /** Most themes that a referral or decline names. */
  private static final int MOST_AGAINST = 3;

  /** Less than this is no reason, log-odds. */
  private static final float LEAST = 0.05f;

  private static final Theme[] THEMES = Theme.values();

  private final Deciding by;
  private final float[] moved = new float[THEMES.length];
  private final Wording words = new Wording();

  ModelReasons(Deciding by) {
    this.by = by;
  }

  /** Adds the weightiest, at least one where there is none yet, and no more than there is room. */
  void add(
      List<Reason> reasons,
      Outcome outcome,
      float[] values,
      int[] ends,
      AuthorizationRequest request) {
    by.model().second().explain(ends, moved);
    int sign = outcome == Outcome.APPROVED ? -1 : 1;
    int wanted = outcome == Outcome.APPROVED ? MOST_FOR_APPROVAL : MOST_AGAINST;
    ReasonSentences sentences = new ReasonSentences(values, request, by.reference(), words);
    int named = 0;
    for (int i = 0; i < THEMES.length; i++) {
      int theme = largest(sign);
      boolean enough = named == wanted || reasons.size() == Decider.MAX_REASONS;
      if (enough || (sign * moved[theme] < LEAST && !reasons.isEmpty())) {
        return;
      }
      if (sentences.speaks(THEMES[theme], outcome)) {
        reasons.add(sentences.of(THEMES[theme], outcome));
        named++;
      }
      moved[theme] = -sign * Float.MAX_VALUE;
    }
    if (reasons.isEmpty()) {
      reasons.add(sentences.altogether(outcome));
    }
  }

  private int largest(int sign) {
    int largest = 0;
    for (int theme = 1; theme < moved.length; theme++) {
      if (sign * moved[theme] > sign * moved[largest]) {
        largest = theme;
      }
    }
    return largest;
  }
}
