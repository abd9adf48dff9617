package io.cardbeam.dataflow;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of this module as a person runs it.
 *
 * @param exitCode 0, 1 or 2
 * @param out what it printed
 * @param errors what it complained about
 */
record CommandRun(int exitCode, String out, String errors) {

  static CommandRun of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), errors.toString());
  }

  /** On Dataflow, where Google is the stand-in. */
  static CommandRun of(GoogleStandIn google, Path staged, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--runner=dataflow",
            "--project=" + GoogleStandIn.PROJECT,
            "--region=" + GoogleStandIn.REGION,
            "--temp-location=" + GoogleStandIn.BUCKET + "/tmp"));
    for (String option : google.clientOptions(staged)) {
      all.add("--beam");
      all.add(option);
    }
    return of(all);
  }
}
