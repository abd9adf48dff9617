package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
public record CommandRun(int exitCode, String out, String errors) {
  /** Runs it. */
  public static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode = execute(out, errors, arguments);
    return new CommandRun(exitCode, out.toString(), errors.toString());
  }

  /** One that succeeds; gives what it printed. */
  public static String succeeding(String... arguments) {
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

  /** A figure of the account that it printed as JSON; -1 if that has none. */
  public long count(String name) throws JsonProcessingException {
    assertThat(errors).isEmpty();
    return new ObjectMapper().readTree(out).path(name).asLong(-1);
  }
}
