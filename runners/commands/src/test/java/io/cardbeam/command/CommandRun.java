package io.cardbeam.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command as a person runs it.
 *
 * @param exitCode 0, 1 or 2
 * @param out what it printed
 * @param errors what it complained about
 */
record CommandRun(int exitCode, String out, String errors) {
  static CommandRun of(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), errors.toString());
  }

  String firstError() {
    return errors.lines().findFirst().orElse("");
  }
}
