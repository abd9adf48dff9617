package io.cardbeam.command;

import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.wire.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The events that a bounded command starts from. */
public final class InputOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE|LAKE",
      required = true,
      description = {
        "Transactions as .csv, .csv.gz or .csv.zst in any of the three layouts, a glob of such"
            + " files, or the folder of an Avro lake.",
        "A folder in S3 or GCS is taken too, where its file system is on the class path."
      })
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String input;

  /**
   * The input, as an absolute path if it is local.
   *
   * @throws ParameterException if a local file or folder is not there, or has no known header
   */
  public String checked() {
    boolean local = !input.contains("://") && !input.contains("*") && !input.contains("?");
    if (!local) {
      return Place.absolute(input);
    }
    Path path = Path.of(input);
    if (!Files.exists(path)) {
      throw new ParameterException(spec.commandLine(), "--input: no such file or folder: " + input);
    }
    boolean csv = ReadCards.isCsv(input);
    if (csv != Files.isRegularFile(path)) {
      throw new ParameterException(
          spec.commandLine(), "--input: " + input + " is neither a .csv file nor a lake's folder");
    }
    if (!csv && Arrays.stream(Topic.values()).noneMatch(t -> isTopicOf(path, t))) {
      throw new ParameterException(
          spec.commandLine(),
          "--input: "
              + input
              + " is no lake: it has no folder "
              + Topic.CARD_EVENTS.topicName()
              + " or of another topic");
    }
    if (csv) {
      CsvFileCheck.require(spec.commandLine(), "--input", path);
    }
    return Place.absolute(input);
  }

  private static boolean isTopicOf(Path lake, Topic topic) {
    return Files.isDirectory(lake.resolve(topic.topicName()));
  }
}
