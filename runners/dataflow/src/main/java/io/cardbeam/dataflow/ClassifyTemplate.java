package io.cardbeam.dataflow;

import java.io.IOException;
import java.util.List;

/** {@code classify} as a flex template. */
public final class ClassifyTemplate {
  private ClassifyTemplate() {}

  /** Describes the job to the launcher and exits with the command's code. */
  public static void main(String[] args) throws IOException {
    System.exit(Template.run("classify", List.of(args)));
  }
}
