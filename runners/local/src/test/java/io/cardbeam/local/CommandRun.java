package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.Cardbeam;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command of this module as a person runs it.
 *
 * @param exitCode 0, 1 or 2
 * @param out what it printed
 * @param errors what it complained about
 */
record CommandRun(int exitCode, String out, String errors) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode = execute(out, errors, arguments);
    return new CommandRun(exitCode, out.toString(), errors.toString());
  }

  /** One that succeeds; gives what it printed. */
  static String succeeding(String... arguments) {
    CommandRun run = of(arguments);
    assertThat(run.exitCode()).as(run::text).isZero();
    return run.out();
  }

  /**
   * One whose text can be read while it runs; gives its exit code.
   *
   * @param text gets what it prints and complains about
   */
  static int into(StringWriter text, String... arguments) {
    return execute(text, text, arguments);
  }

  private static int execute(StringWriter out, StringWriter errors, String... arguments) {
    return Cardbeam.with(Main.commands())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  String text() {
    return out + errors;
  }
}
