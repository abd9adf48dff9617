package io.cardbeam.simulator.samples;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.output.CsvForm;
import io.cardbeam.simulator.output.CsvTrafficWriter;
import io.cardbeam.simulator.output.LakeTrafficWriter;
import io.cardbeam.simulator.output.TrafficWriter;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * The files of {@code testdata/samples}, as {@code README.md} there tells of them. The commands in
 * it and the settings here are the same.
 */
final class Samples {
  /** The key of the lake's tokens: no secret, for no secret is under it. */
  static final String TOKEN_KEY = "00112233445566778899aabbccddeeff".repeat(2);

  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

  private Samples() {}

  /** Writes them all into a folder. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("token.key"), TOKEN_KEY + "\n");
    csv(folder.resolve("kaggle-2000.csv"), CsvForm.KAGGLE, settings(7, 40, 2_000, 0.02));
    csv(folder.resolve("kaggle-300.csv.gz"), CsvForm.KAGGLE, settings(7, 10, 300, 0.02));
    csv(folder.resolve("plain-200.csv"), CsvForm.PLAIN, settings(7, 10, 200, 0.02));
    csv(folder.resolve("id-200.csv"), CsvForm.ID, settings(7, 10, 200, 0.02));
    BadRows.write(folder.resolve("kaggle-300.csv.gz"), folder.resolve("bad-rows.csv"));
    lake(folder.resolve("lake"));
  }

  private static SimulatorSettings settings(
      long seed, int cards, long transactions, double fraudRate) {
    return SimulatorSettings.endless(seed, cards, START)
        .atMost(transactions)
        .withFraudRate(fraudRate);
  }

  private static void csv(Path path, CsvForm form, SimulatorSettings settings) throws IOException {
    try (CsvTrafficWriter writer = new CsvTrafficWriter(path, form)) {
      write(settings, writer);
    }
  }

  private static void lake(Path path) throws IOException {
    SimulatorSettings settings =
        SimulatorSettings.endless(2, 60, START)
            .until(START.plus(Duration.ofDays(2)))
            .withFraudRate(0.03);
    try (LakeTrafficWriter writer = new LakeTrafficWriter(path)) {
      write(settings, writer);
    }
  }

  private static void write(SimulatorSettings settings, TrafficWriter writer) throws IOException {
    CardTokenizer tokenizer = new CardTokenizer(HexFormat.of().parseHex(TOKEN_KEY));
    Iterator<SimulatedStep> steps = new Simulator(settings, tokenizer).labelled();
    while (steps.hasNext()) {
      writer.write(steps.next());
    }
  }
}
