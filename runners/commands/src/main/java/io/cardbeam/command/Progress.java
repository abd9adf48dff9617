package io.cardbeam.command;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress bar on standard error where there is a terminal, and nothing where there is none. */
final class Progress implements AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Progress of a task from 0 to this many of a unit. */
  static Progress of(String task, long total, String unit) {
    if (!onTerminal()) {
      return new Progress(Optional.empty());
    }
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .build()));
  }

  // From JDK 22 on there is a console without a terminal too, and a method to tell, which JDK 17
  // does not know.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  void at(long done) {
    bar.ifPresent(b -> b.stepTo(done));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
