package io.cardbeam.local.parity;

import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.nio.file.Path;

/** One way to decide the input. */
interface ParityRun {

  /** What it is called in tables, and its folder. */
  String name();

  /**
   * Decides all of the input and leaves its decisions as {@link AvroDecisions} in the folder.
   *
   * @param folder of this run alone, empty; not there yet
   * @param line shows how far it has come
   * @throws IOException if it does not come to its end
   */
  RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException;

  /** A number that grows while there is progress; asked by another thread. */
  long progress();
}
