package io.cardbeam.pipeline.rule;

import io.cardbeam.wire.RuleRecord;
import java.io.Serializable;
import java.util.List;

/**
 * The rules that are there when a worker begins, before the stream of them has come to it. A job
 * that starts late or goes on from a checkpoint has events waiting that rules already bear on; more
 * rules than needed do no harm, since each says from when on it counts.
 */
@FunctionalInterface
public interface RulesAtStart extends Serializable {
  /** None: for input that is all there before anything is decided. */
  RulesAtStart NONE = List::of;

  /** Reads them. */
  List<RuleRecord> read();
}
