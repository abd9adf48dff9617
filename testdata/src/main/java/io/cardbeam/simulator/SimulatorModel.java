package io.cardbeam.simulator;

import io.cardbeam.model.FraudModel;
import io.cardbeam.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A model that has learnt from the simulator's own cardholders and thieves, for simulated traffic
 * and for nothing else. The commands that write it again are in {@code CONTRIBUTING.md}; its seed
 * is not the one of any traffic that it decides in the demo.
 */
public final class SimulatorModel {
  private static final String RESOURCE = "simulator-model.json";

  private SimulatorModel() {}

  /** The model, read once. */
  public static FraudModel get() {
    return Shipped.MODEL;
  }

  private static final class Shipped {
    private static final FraudModel MODEL = read();

    private static FraudModel read() {
      try (InputStream in =
          Objects.requireNonNull(SimulatorModel.class.getResourceAsStream(RESOURCE))) {
        return ModelFile.parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
