package io.cardbeam.training;

import io.cardbeam.command.FinishedRun;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunCounters;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.pipeline.feature.ReadFeatures;
import io.cardbeam.pipeline.feature.WriteFeatureRows;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.table.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * The rows of an input as a table, by a bounded pipeline and files in between.
 *
 * @param table requests before a time
 * @param requests requests read
 * @param invalid what could not be read
 */
record TableInput(TrainingTable table, long requests, long invalid) {

  /**
   * Reads it.
   *
   * @param source file or lake
   * @param untilMillis requests from then on are read and left out, milliseconds since 1970 UTC
   */
  static TableInput read(
      ReadCards source, PipelineOptions options, long untilMillis, ProgressLine line)
      throws IOException {
    Path folder = Files.createTempDirectory("cardbeam-rows");
    try {
      Pipeline pipeline = Pipeline.create(options);
      PCollectionTuple read =
          pipeline.apply(
              "ReadCards", source.readsCsv() ? source.withLabels(LabelUse.CHARGEBACKS) : source);
      read.get(SourceTags.CARDS)
          .apply("ReadFeatures", ReadFeatures.unscored())
          .apply("Until", Filter.by(row -> row.timeMillis() < untilMillis))
          .apply("WriteRows", new WriteFeatureRows(folder.toString()));
      RunCounters counters = new RunCounters(FinishedRun.of(pipeline, line));
      line.show("rows into a table");
      List<FeatureRow> rows = FeatureRowFiles.read(folder);
      return new TableInput(
          TrainingTable.of(rows),
          counters.sum(SourceTags.NAMESPACE, "requests"),
          counters.sum(SourceTags.NAMESPACE, "invalid"));
    } finally {
      FolderTree.delete(folder);
    }
  }
}
