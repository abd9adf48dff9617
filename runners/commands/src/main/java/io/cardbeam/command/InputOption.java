package io.cardbeam.command;

import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.wire.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Mixin;
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
        "A file of transactions, a glob of such files, or the folder of an Avro lake. Files are CSV"
            + " or Parquet, also gzip or zstd, told by their content; see docs/files.md.",
        "A folder in S3 or GCS is taken too, where its file system is on the class path."
      })
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String input;

  @Mixin private final ColumnsOption columns = new ColumnsOption();

  /**
   * The input, as an absolute path if it is local.
   *
   * @throws ParameterException if a local file or folder is not there, or its header lacks what is
   *     needed
   */
  public String checked() {
    return checked(LabelUse.NONE);
  }

  /**
   * What was said of the columns of a file.
   *
   * @throws ParameterException if it was said wrongly, or of a lake
   */
  public ColumnsFile columns() {
    ColumnsFile told = columns.columns();
    if (!told.equals(ColumnsFile.NONE) && !ReadCards.namesFiles(input)) {
      throw new ParameterException(
          spec.commandLine(), "--columns is for files of transactions; a lake needs none");
    }
    return told;
  }

  /**
   * The input, as {@link #checked()}.
   *
   * @param labels what is to be done with the labels of a file
   * @throws ParameterException as there, or if a file has no labels and they are to be used
   */
  public String checked(LabelUse labels) {
    boolean local = !input.contains("://") && !input.contains("*") && !input.contains("?");
    if (!local) {
      return Place.absolute(input);
    }
    Path path = Path.of(input);
    if (!Files.exists(path)) {
      throw new ParameterException(spec.commandLine(), "--input: no such file or folder: " + input);
    }
    boolean file = ReadCards.namesFiles(input);
    ColumnsFile told = columns();
    if (!file && Arrays.stream(Topic.values()).noneMatch(t -> isTopicOf(path, t))) {
      throw new ParameterException(
          spec.commandLine(),
          "--input: "
              + input
              + " is no lake: it has no folder "
              + Topic.CARD_EVENTS.topicName()
              + " or of another topic");
    }
    if (file) {
      InputFileCheck.require(
          spec.commandLine(),
          "--input",
          path,
          FileReading.WHOLE.withLabels(labels).withColumns(told));
    }
    return Place.absolute(input);
  }

  private static boolean isTopicOf(Path lake, Topic topic) {
    return Files.isDirectory(lake.resolve(topic.topicName()));
  }
}
