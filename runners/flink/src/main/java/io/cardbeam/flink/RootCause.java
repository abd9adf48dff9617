package io.cardbeam.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.util.SerializedThrowable;

/** What went wrong at the bottom of a chain of exceptions, for a person to read. */
public final class RootCause {
  /** Longest chain that is followed. */
  private static final int MAX_DEPTH = 50;

  private RootCause() {}

  /** Kind and message of the innermost cause, on one line. */
  public static String line(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && chain.size() < MAX_DEPTH) {
      chain.add(next);
      next = next.getCause();
    }
    Throwable root = chain.get(chain.size() - 1);
    String message = Objects.requireNonNullElse(root.getMessage(), "no message");
    // Flink's own envelope already names the kind in its message.
    String kind = root instanceof SerializedThrowable ? "" : root.getClass().getSimpleName() + ": ";
    return (kind + message).lines().findFirst().orElse(kind);
  }

  /** The same of a stack trace that is there as text only. */
  static String lineOfTrace(String trace) {
    String line = "";
    for (String next : trace.lines().toList()) {
      if (line.isEmpty() || next.startsWith("Caused by: ")) {
        line = next.startsWith("Caused by: ") ? next.substring("Caused by: ".length()) : next;
      }
    }
    int name = line.indexOf(": ");
    String kind = name < 0 ? line : line.substring(0, name);
    return kind.substring(kind.lastIndexOf('.') + 1) + (name < 0 ? "" : line.substring(name));
  }
}
