package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import java.io.Serializable;

/**
 * The counts that are there when a worker begins, before the stream of them has come to it, as
 * {@link io.cardbeam.pipeline.rule.RulesAtStart} for rules.
 */
@FunctionalInterface
public interface CountsAtStart extends Serializable {
  /** None: for input that is all there before anything is decided. */
  CountsAtStart NONE = () -> AddressCounts.empty(AddressCounts.Reach.LIVE);

  /** Reads them. */
  AddressCounts read();
}
