package io.cardbeam.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One line per piece of work: what is being done, then what came of it and how long it took. On a
 * terminal the line shows while the work goes on; elsewhere it is written when the work is done.
 */
public final class ProgressLine {
  private static final String CLEAR = "\r\u001B[K";

  private static final String TERMINAL = "cardbeam.terminal";

  private final PrintWriter out;
  private final boolean terminal;

  public ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Lines on this output, if it is for a person; passing states are shown where the launcher found
   * a terminal.
   */
  public static ProgressLine of(PrintWriter out, boolean json) {
    return new ProgressLine(
        json ? new PrintWriter(Writer.nullWriter()) : out, isTerminal() && !json);
  }

  /** Whether the launcher found a terminal: Java can't tell reliably. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /** A piece of work. */
  public interface Work<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  /** What came of it, in words. */
  public interface Outcome<T> {
    /** The words. */
    String words(T result);
  }

  /** Does a piece of work and tells of it. */
  public <T, E extends Exception> T during(String what, Work<T, E> work, Outcome<T> outcome)
      throws E {
    show(what + " ...");
    long startNanos = System.nanoTime();
    T result;
    try {
      result = work.run();
    } finally {
      hide();
    }
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    out.println(
        String.format(Locale.ROOT, "  %-12s %s (%.1f s)", what, outcome.words(result), seconds));
    out.flush();
    return result;
  }

  /** Says something that stays. */
  public void say(String text) {
    hide();
    out.println("  " + text);
    out.flush();
  }

  /** Shows a passing state on a terminal; nothing elsewhere. */
  public void show(String state) {
    if (terminal) {
      out.print(CLEAR + "  " + state);
      out.flush();
    }
  }

  /** Takes the passing state away. */
  public void hide() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
