package io.cardbeam.command.stream;

import io.cardbeam.command.RunnerOption.Runner;
import java.io.IOException;

/** Where streams can run, by runner. */
@FunctionalInterface
public interface StreamHosts {

  /**
   * A new host for one pipeline.
   *
   * @throws IOException if it can't be made
   */
  StreamHost of(Runner runner) throws IOException;

  /** Where Beam's runners run them by themselves. */
  static StreamHosts ofBeam() {
    return runner -> new RunnerHost();
  }
}
