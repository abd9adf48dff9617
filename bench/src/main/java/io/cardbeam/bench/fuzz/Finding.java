package io.cardbeam.bench.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * An input that was not read as it should be.
 *
 * @param target what read it
 * @param seed of the input
 * @param input itself
 * @param kind findings of one kind probably have one cause: exception and place
 * @param detail whole, for who mends it
 */
record Finding(TargetKind target, long seed, FuzzInput input, String kind, String detail) {
  private static final String OURS = "io.cardbeam.";

  static Finding of(TargetKind target, long seed, FuzzInput input, Throwable thrown) {
    Optional<StackTraceElement> place =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(OURS))
            .findFirst();
    String kind =
        thrown instanceof BrokenLawException
            ? String.valueOf(thrown.getMessage())
            : thrown.getClass().getSimpleName()
                + place.map(at -> " at " + shortName(at) + ":" + at.getLineNumber()).orElse("");
    StringWriter detail = new StringWriter();
    thrown.printStackTrace(new PrintWriter(detail, true));
    return new Finding(target, seed, input, kind, detail.toString());
  }

  private static String shortName(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
