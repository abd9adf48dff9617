package io.cardbeam.simulator.output;

import io.cardbeam.simulator.SimulatedStep;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Takes traffic in order of event time. What it wrote is whole once it is closed. */
public interface TrafficWriter extends Closeable {

  /**
   * Writes what this writer keeps of a step.
   *
   * @throws IOException if the disk refuses
   */
  void write(SimulatedStep step) throws IOException;

  /** How many of what were written so far, in an order fit for people. */
  Map<String, Long> written();
}
