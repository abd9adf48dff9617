package io.cardbeam.simulator.output;

import io.cardbeam.simulator.SimulatedStep;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the same traffic with several writers. */
public final class TeeTrafficWriter implements TrafficWriter {
  private final List<TrafficWriter> writers;

  public TeeTrafficWriter(List<TrafficWriter> writers) {
    this.writers = List.copyOf(writers);
  }

  @Override
  public void write(SimulatedStep step) throws IOException {
    for (TrafficWriter writer : writers) {
      writer.write(step);
    }
  }

  @Override
  public Map<String, Long> written() {
    Map<String, Long> all = new LinkedHashMap<>();
    writers.forEach(writer -> all.putAll(writer.written()));
    return all;
  }

  /** Closes every writer, also after one of them failed to. */
  @Override
  public void close() throws IOException {
    close(0);
  }

  private void close(int first) throws IOException {
    if (first < writers.size()) {
      try {
        writers.get(first).close();
      } finally {
        close(first + 1);
      }
    }
  }
}
