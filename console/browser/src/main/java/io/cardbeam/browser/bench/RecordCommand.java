package io.cardbeam.browser.bench;

import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench page record}. */
@Command(
    name = "record",
    description = {
      "Records what a running console answers the live page: history, alerts and the frames of some"
          + " minutes, as lines of JSON compressed by gzip, for bench page --recording. Who is named"
          + " must be an analyst or administrator without one-time passwords. For example:",
      "  ./cardbeam bench page record --console http://127.0.0.1:8480 --user analyst"
          + " --password-file analyst.txt --output recording.jsonl.gz"
    })
final class RecordCommand implements Callable<Integer> {
  private static final int MAX_MINUTES = 10;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--console",
      paramLabel = "URL",
      required = true,
      description = "Where it is, such as http://127.0.0.1:8480.")
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private URI console;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "analyst",
      description = "Who signs in. Default: ${DEFAULT-VALUE}.")
  private String user = "analyst";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      required = true,
      description = "Holds the password.")
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private Path password;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How long, 1 to 10. Default: ${DEFAULT-VALUE}.")
  private int minutes = 1;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The recording; a file of this name is replaced.")
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private Path output;

  @Override
  public Integer call() throws IOException {
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw new ParameterException(spec.commandLine(), "--minutes must be 1 to " + MAX_MINUTES);
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, /* json= */ false);
    try {
      ConsoleRecorder recorder = new ConsoleRecorder(console);
      recorder.signIn(user, Files.readString(password).strip());
      line.show("recording");
      Recording recording = recorder.record(Duration.ofMinutes(minutes));
      recording.write(output);
      line.hide();
      out.printf(
          Locale.ROOT,
          "%,d frames of %,.0f requests a second in %s%n",
          recording.frames().size(),
          recording.rate(),
          output);
      out.flush();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      line.hide();
    }
  }
}
