package io.cardbeam.flink.golden;

import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the pipelines send every element over: a new shuffle is a thing to decide. */
class GoldenGraphTest {
  @TempDir Path folder;

  @Test
  void shufflesAreThoseThatAreKnown() throws IOException {
    Pipeline stream = Pipeline.create();
    new CardPipeline(settings(folder)).assemble(stream);
    List<String> lines =
        new ArrayList<>(GraphSteps.of(stream).lines("of the stream with books and lake"));
    BooksOfLake bounded = BooksOfLake.of(folder, Deciding.standard(), MonthRange.ALL);
    lines.addAll(GraphSteps.of(bounded.pipeline()).lines("of the rows of star and statements"));
    Golden.check("graph.txt", lines);
  }

  private static StreamSettings settings(Path folder) throws IOException {
    return new StreamSettings(
        new KafkaConnection("kafka.invalid:9092", "", Map.of()),
        StartFrom.EARLIEST,
        ValueFormat.AVRO,
        EventTimes.Live.standard(),
        false,
        Optional.of(
            new BooksConnection(
                "jdbc:postgresql://books.invalid/cardbeam",
                "cardbeam",
                new Password.FromFile(folder.resolve("password").toString()))),
        Optional.of(folder.resolve("lake").toString()),
        StreamSettings.ARCHIVE_WAIT,
        StreamSettings.ACTIVITY_EVERY,
        Deciding.standard());
  }
}
