package io.cardbeam.dataflow;

import java.io.IOException;
import java.util.List;

/** {@code stream} as a flex template. */
public final class StreamTemplate {
  private StreamTemplate() {}

  /** Describes the job to the launcher and exits with the command's code. */
  public static void main(String[] args) throws IOException {
    System.exit(Template.run("stream", List.of(args)));
  }
}
