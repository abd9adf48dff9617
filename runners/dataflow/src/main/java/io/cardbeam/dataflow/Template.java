package io.cardbeam.dataflow;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine;

/** A command as a flex template: what its launcher starts instead of {@link Main}. */
final class Template {
  private static final String SECRET_FILE = "--secretFile=";

  private Template() {}

  /** Runs the command, and gives its exit code. */
  static int run(String command, List<String> given) throws IOException {
    fetchSecrets(given);
    CommandLine line = Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()));
    CommandLine sub = line.getSubcommands().get(command);
    if (sub == null) {
      throw new IllegalArgumentException("no command " + command);
    }
    return line.execute(TemplateArguments.of(sub.getCommandSpec(), given).toArray(String[]::new));
  }

  /** The launcher brings the books up to date, so it needs the password as workers do. */
  private static void fetchSecrets(List<String> given) throws IOException {
    SecretFilesOptions options = PipelineOptionsFactory.as(SecretFilesOptions.class);
    options.setSecretFiles(
        given.stream()
            .filter(arg -> arg.startsWith(SECRET_FILE))
            .flatMap(arg -> List.of(arg.substring(SECRET_FILE.length()).split(",")).stream())
            .toList());
    SecretFile.fetch(options);
  }
}
