package io.cardbeam.command;

import io.cardbeam.model.FraudModel;
import io.cardbeam.simulator.SimulatorModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The models that come with Cardbeam, by the names that {@code --model} takes. */
public enum ShippedModel {
  /** Has learnt from a Sparkov-generated file. */
  STANDARD,
  /** Has learnt from traffic of Cardbeam's own simulator. */
  SIMULATOR;

  /** The model of this name; empty if none is called so. */
  static Optional<ShippedModel> named(String name) {
    return Arrays.stream(values()).filter(model -> model.toString().equals(name)).findFirst();
  }

  /** Ready to score. */
  public FraudModel model() {
    return switch (this) {
      case STANDARD -> FraudModel.standard();
      case SIMULATOR -> SimulatorModel.get();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
