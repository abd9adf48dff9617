package io.cardbeam.console.cases;

import io.cardbeam.event.FindingVerdict;
import java.util.List;

/** How many of a case's alerts have which label; the rest is open. */
record LabelCounts(int fraud, int genuine) {
  /** How many have one. */
  int all() {
    return fraud + genuine;
  }

  /** What they are when these alerts, which had other labels or none, have this one. */
  LabelCounts plus(List<CaseAlert> labelled, FindingVerdict verdict) {
    int had = (int) labelled.stream().filter(alert -> alert.verdict().isPresent()).count();
    return verdict == FindingVerdict.FRAUD
        ? new LabelCounts(fraud + labelled.size(), genuine - had)
        : new LabelCounts(fraud - had, genuine + labelled.size());
  }

  /** What a case of them is closed as: one alert that was fraud makes it fraud. */
  CaseStatus closed() {
    return fraud > 0 ? CaseStatus.CLOSED_FRAUD : CaseStatus.CLOSED_GENUINE;
  }
}
