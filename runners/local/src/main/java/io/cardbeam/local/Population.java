package io.cardbeam.local;

import io.cardbeam.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/**
 * Who lives in a data folder. Decided at the first start and kept: a second start goes on with the
 * same people, whatever is asked for then.
 *
 * @param seed of the simulation
 * @param cards how many
 * @param start first instant of event time
 */
record Population(long seed, int cards, Instant start) {
  private static final String FILE = "population.properties";

  /**
   * Settings of the simulation: the kept ones if there are any, else these, which are kept then.
   *
   * @throws IOException if the file can't be read or written, or is damaged
   */
  SimulatorSettings settings(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      }
    } else {
      kept.setProperty("seed", Long.toString(seed));
      kept.setProperty("cards", Integer.toString(cards));
      kept.setProperty("start", start.toString());
      try (Writer writer = Files.newBufferedWriter(file)) {
        kept.store(writer, "Who lives here; the traffic goes on with them");
      }
    }
    try {
      return SimulatorSettings.endless(
          Long.parseLong(kept.getProperty("seed", "")),
          Integer.parseInt(kept.getProperty("cards", "")),
          Instant.parse(kept.getProperty("start", "")));
    } catch (RuntimeException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
