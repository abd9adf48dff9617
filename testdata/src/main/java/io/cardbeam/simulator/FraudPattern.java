package io.cardbeam.simulator;

import java.util.List;

/** A way to steal with a card. */
sealed interface FraudPattern permits NightBurst, HighAmounts, CardTesting, ImpossibleTravel {

  /** What it is called in labels. */
  Behaviour behaviour();

  /** How often it occurs, relative to the other patterns. */
  double weight();

  /** Requests of one theft that are expected. */
  double meanAttempts();

  /** The purchases of one theft, in order of time. */
  List<FraudScene.Strike> plan(FraudScene scene);
}
