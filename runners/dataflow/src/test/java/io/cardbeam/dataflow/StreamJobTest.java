package io.cardbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream, with its books and lake, as the service gets it. */
class StreamJobTest {
  private static final String BATCHES = "ParDo(GroupIntoBatches)/ParMultiDo(GroupIntoBatches)";

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static PostedJob job;

  @BeforeAll
  static void post() throws IOException {
    try (GoogleStandIn google = new GoogleStandIn()) {
      List<String> args = new ArrayList<>();
      args.add("--runner=DataflowRunner");
      args.add("--streaming=true");
      args.add("--project=" + GoogleStandIn.PROJECT);
      args.add("--region=" + GoogleStandIn.REGION);
      args.add("--tempLocation=" + GoogleStandIn.BUCKET + "/tmp");
      args.add("--experiments=use_runner_v2");
      args.addAll(google.clientOptions(Files.writeString(folder.resolve("program.jar"), "jar")));
      Pipeline pipeline =
          Pipeline.create(PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create());
      new CardPipeline(settings()).assemble(pipeline);
      pipeline.run();
      job = PostedJob.of(google);
      assertThat(google.unknown()).isEmpty();
    }
  }

  private static StreamSettings settings() {
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
                new Password.FromFile("/tmp/cardbeam/books-password"))),
        Optional.of(GoogleStandIn.BUCKET + "/lake"),
        StreamSettings.ARCHIVE_WAIT,
        StreamSettings.ACTIVITY_EVERY,
        Deciding.standard());
  }

  @Test
  void holdsEveryStepOfThePipeline() {
    assertThat(job.topLevelSteps())
        .containsExactlyInAnyOrder(
            "ReadCardEvents",
            "ReadTransactions",
            "Events",
            "ReadRules",
            "KeepRuleBook",
            "ReadAddressCounts",
            "KeepAddressCounts",
            "CountAddressCards",
            "PublishAddressCounts",
            "Classify",
            "Decisions",
            "AnsweredFirst",
            "RaiseAlerts",
            "PublishDecisions",
            "Alerts",
            "PublishAlerts",
            "PublishExceptions",
            "PublishLedger",
            "ComputeActivity",
            "PublishActivity",
            "Conflicts",
            "DeadLetters",
            "PublishDeadLetters",
            "WriteBooks",
            "DecisionEvents",
            "ExceptionEvents",
            "LedgerEvents",
            "Archived",
            "Archive",
            "ArchiveRules",
            "ArchiveAddressCounts");
  }

  @Test
  void holdsTheStatesAndTimersOfEveryStatefulStep() throws IOException {
    assertThat(job.statesAndTimers())
        .containsEntry("Classify/Decide", Set.of("profile", "known", "waiting", "timer wake"))
        .containsEntry(
            "ComputeActivity/Tally/ParMultiDo(Tally)",
            Set.of("sums", "changed", "timers", "timer tell", "timer forget"))
        .containsEntry(
            "KeepRuleBook/Keep/ParMultiDo(KeepRuleBook)", Set.of("book", "new", "timer send"))
        .containsEntry(
            "KeepAddressCounts/Keep/ParMultiDo(KeepAddressCounts)",
            Set.of("book", "new", "timer send"))
        .containsEntry(
            "CountAddressCards/Count/ParMultiDo(Count)",
            Set.of("cards", "timer over", "timer clock"))
        .hasEntrySatisfying(
            "Archive/FillFiles/" + BATCHES,
            names -> assertThat(names).contains("batch", "timer endOfBuffering"))
        .hasEntrySatisfying(
            "ArchiveRules/FillFiles/" + BATCHES,
            names -> assertThat(names).contains("batch", "timer endOfBuffering"));
  }

  @Test
  void holdsCodersThatAWorkerCanReadBack() {
    List<String> names = job.javaCoders().stream().map(c -> c.getClass().getSimpleName()).toList();

    assertThat(names)
        .contains(
            "EventCoder",
            "DecidedCoder",
            "KeptProfileCoder",
            "KnownEventsCoder",
            "ConflictCoder",
            "WaitingPurchasesCoder",
            "RuleBookCoder",
            "AvroRecordCoder",
            "CallCoder",
            "ActivitySliceCoder");
  }

  @Test
  void holdsFunctionsThatAWorkerCanReadBack() throws IOException {
    List<String> names = job.functions().stream().map(f -> f.getClass().getSimpleName()).toList();

    assertThat(names)
        .hasSameSizeAs(job.parDos().keySet())
        .contains("DecideFn", "KeepFn", "WriteFileFn", "GroupIntoBatchesDoFn");
  }

  @Test
  void asksForNothingThatDataflowRefusesInAStream() throws IOException {
    assertThat(job.graph().getRequirementsList())
        .containsExactlyInAnyOrder(
            "beam:requirement:pardo:splittable_dofn:v1",
            "beam:requirement:pardo:stateful:v1",
            "beam:requirement:pardo:on_window_expiration:v1",
            // Readers of Kafka commit what a checkpoint has behind it.
            "beam:requirement:pardo:finalization:v1");
    assertThat(job.stepsWithTimeSortedInput()).isEmpty();
  }

  @Test
  void isAStreamingJobOfTheUnifiedWorker() {
    JsonNode version = job.description().path("environment").path("version");
    List<String> experiments =
        StreamSupport.stream(job.option("experiments").spliterator(), false)
            .map(JsonNode::asText)
            .toList();

    assertThat(job.description().path("type").asText()).isEqualTo("JOB_TYPE_STREAMING");
    assertThat(version.path("job_type").asText()).isEqualTo("FNAPI_STREAMING");
    assertThat(experiments).contains("use_runner_v2", "enable_streaming_engine");
  }
}
