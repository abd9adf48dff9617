package io.cardbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as a person submits them. */
class DataflowCommandsTest {
  private static final String LAKE = "--input=gs://cardbeam-test/lake";
  private static final String DECIDED = "--output=gs://cardbeam-test/decided";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private GoogleStandIn google;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path program;

  @BeforeEach
  void start() throws IOException {
    google = new GoogleStandIn();
    program = Files.writeString(folder.resolve("program.jar"), "jar");
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void streamIsSubmittedAndLeftAlone() throws IOException {
    CommandRun run =
        CommandRun.of(
            google,
            program,
            "stream",
            "--detached",
            "--bootstrap-servers=kafka.invalid:9092",
            "--lake=gs://cardbeam-test/lake",
            "--workers=2",
            "--max-workers=5",
            "--worker-type=n2-standard-2",
            "--service-account=worker@cardbeam-test.iam.gserviceaccount.com",
            "--subnetwork=regions/us-central1/subnetworks/cards",
            "--private-workers",
            "--job-name=cardbeam-stream");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out())
        .contains(
            "Dataflow job job-1: https://console.cloud.google.com/dataflow/jobs/us-central1/job-1");
    PostedJob job = PostedJob.of(google);
    var pool = job.description().path("environment").path("workerPools").path(0);
    assertThat(job.description().path("name").asText()).isEqualTo("cardbeam-stream");
    assertThat(job.description().path("type").asText()).isEqualTo("JOB_TYPE_STREAMING");
    assertThat(pool.path("numWorkers").asInt()).isEqualTo(2);
    assertThat(pool.path("autoscalingSettings").path("maxNumWorkers").asInt()).isEqualTo(5);
    assertThat(pool.path("machineType").asText()).isEqualTo("n2-standard-2");
    assertThat(pool.path("ipConfiguration").asText()).isEqualTo("WORKER_IP_PRIVATE");
    assertThat(pool.path("subnetwork").asText()).isEqualTo("regions/us-central1/subnetworks/cards");
    assertThat(job.option("serviceAccount").asText())
        .isEqualTo("worker@cardbeam-test.iam.gserviceaccount.com");
    assertThat(job.option("jdkAddOpenModules").toString())
        .contains("java.base/java.lang=ALL-UNNAMED");
    assertThat(job.topLevelSteps()).contains("Classify", "Archive").doesNotContain("WriteBooks");
    assertThat(google.unknown()).isEmpty();
  }

  @Test
  void classifyIsSubmittedAndAwaited() throws IOException {
    CommandRun run = CommandRun.of(google, program, "classify", LAKE, DECIDED);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("Dataflow job job-1: https://").contains("adds up");
    PostedJob job = PostedJob.of(google);
    assertThat(job.description().path("type").asText()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(job.topLevelSteps())
        .contains("ReadCards", "ReadRules", "Classify", "WriteDecisions", "WriteDeadLetters");
    assertThat(job.functions().stream().map(f -> f.getClass().getSimpleName()))
        .contains("DecideInOrderFn");
    assertThat(job.javaCoders().stream().map(c -> c.getClass().getSimpleName()))
        .contains("EventCoder", "DecidedCoder", "AvroRecordCoder");
    assertThat(job.stepsWithTimeSortedInput()).isEmpty();
    assertThat(google.unknown()).isEmpty();
  }

  @Test
  void aJobThatFailedIsTold() throws IOException {
    google.end("JOB_STATE_FAILED");

    CommandRun run = CommandRun.of(google, program, "classify", LAKE, DECIDED);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("the job is failed; its own log tells why");
  }

  @Test
  void refusesACsvFileWhoseTokenKeyWouldLieInTheJob() {
    assertThat(refusal("classify", "--input=gs://cardbeam-test/cards.csv", DECIDED))
        .contains("the token key, which must not lie in a job's description");
  }

  @Test
  void refusesFoldersThatWorkersCannotReach() {
    assertThat(refusal("classify", LAKE, "--output=decided"))
        .contains("--output: Dataflow's workers can't reach decided");
    assertThat(refusal("warehouse", LAKE, "--output=star")).contains("local folders");
    assertThat(refusal("statements", LAKE, "--output=bills", "--month=2025-01"))
        .contains("local folders");
    assertThat(refusal("drift", LAKE, "--output=drift", "--reference-until=2025-01-01"))
        .contains("local folders");
    assertThat(refusal("stream", "--bootstrap-servers=kafka.invalid:9092", "--lake=lake"))
        .contains("--lake: Dataflow's workers can't reach lake");
  }

  @Test
  void asksForProjectRegionAndTemporaryFolder() {
    List<String> classify = List.of("classify", "--runner=dataflow", LAKE, DECIDED);

    assertThat(errorOf(classify)).contains("--runner=dataflow needs --project");
    assertThat(errorOf(with(classify, "--project=cardbeam-test"))).contains("needs --region");
    assertThat(errorOf(with(classify, "--project=cardbeam-test", "--region=us-central1")))
        .contains("needs --temp-location");
  }

  @Test
  void saysWhichRunnersAreNotHere() {
    assertThat(errorOf(List.of("classify", "--runner=flink", LAKE, DECIDED)))
        .contains("--runner=flink is not in this program: take ./cardbeam");
    assertThat(errorOf(List.of("classify", "--runner=direct", LAKE, DECIDED)))
        .contains("--runner=direct is not in this program: take ./cardbeam");
  }

  @Test
  void leavesOnlyDataflowsJobsAlone() {
    assertThat(errorOf(List.of("classify", "--runner=direct", "--detached", LAKE, DECIDED)))
        .contains("--detached is for stream, and for --runner=dataflow");
  }

  private String refusal(String... arguments) {
    CommandRun run = CommandRun.of(google, program, arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(google.jobs()).isEmpty();
    return run.errors();
  }

  private static String errorOf(List<String> arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    return run.errors();
  }

  private static List<String> with(List<String> arguments, String... more) {
    return Stream.concat(arguments.stream(), Arrays.stream(more)).toList();
  }
}
