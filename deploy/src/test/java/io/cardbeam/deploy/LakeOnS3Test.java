package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.pipeline.archive.ArchiveEvents;
import io.cardbeam.pipeline.card.UnpackEvents;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive's files and classify's on S3, by Beam's own file system and on Flink. */
class LakeOnS3Test {
  private static final String S3 = "s3://" + S3Server.BUCKET;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static S3Server server;

  @BeforeAll
  static void archiveALakeToS3() throws Exception {
    server = new S3Server();
    Files.writeString(folder.resolve("token.key"), "5a".repeat(32));
    Run simulated =
        run(
            "simulate",
            "--format=avro",
            "--cards=60",
            "--transactions=80",
            "--seed=7",
            "--token-key=" + folder.resolve("token.key"),
            "--output=" + folder.resolve("lake"));
    assertThat(simulated.exitCode()).as(simulated.errors()).isZero();
    List<String> args = new ArrayList<>(List.of("--runner=FlinkRunner", "--flinkMaster=[local]"));
    args.addAll(server.beamOptions());
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create());
    pipeline
        .apply(
            "Read",
            new ReadCards(
                folder.resolve("lake").toString(), new byte[0], ReadCards.Decisions.REMAKE))
        .get(SourceTags.CARDS)
        .apply("GroupByCard", GroupByKey.create())
        .apply("Events", new UnpackEvents())
        .apply("Archive", new ArchiveEvents(S3 + "/lake", Duration.standardMinutes(1)));
    pipeline.run().waitUntilFinish();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theArchiveWritesWholeFilesInTheLakesFolders() {
    assertThat(server.keys())
        .isNotEmpty()
        .noneMatch(key -> key.endsWith(".unfinished"))
        .anyMatch(
            key -> key.matches("lake/card-events/AuthorizationRequest/date=.+/hour=.+/.+\\.avro"));
  }

  @Test
  void decisionsFromTheLakeOnS3AreThoseFromTheSameLakeHere() throws IOException {
    Run local =
        run("classify", "--input=" + folder.resolve("lake"), "--output=" + folder.resolve("here"));
    Run remote = runOnS3("classify", "--input=" + S3 + "/lake", "--output=" + S3 + "/decided");

    assertThat(local.exitCode()).as(local.errors()).isZero();
    assertThat(remote.exitCode()).as(remote.errors()).isZero();
    List<String> here = Files.readAllLines(folder.resolve("here/decisions.csv"));
    assertThat(here).hasSizeGreaterThan(60);
    assertThat(server.lines("decided/decisions.csv")).containsExactlyInAnyOrderElementsOf(here);
    assertThat(server.lines("decided/dead-letters.csv")).hasSize(1);
  }

  @Test
  void aBucketThatIsNotThereIsToldInOneLine() {
    Run run = runOnS3("classify", "--input=s3://nowhere/lake", "--output=" + S3 + "/none");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).hasLineCount(1).contains("The specified bucket does not exist");
  }

  private record Run(int exitCode, String errors) {}

  private static Run runOnS3(String... arguments) {
    return run(
        Stream.concat(
                Stream.of(arguments),
                server.beamOptions().stream().flatMap(option -> Stream.of("--beam", option)))
            .toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    StringWriter errors = new StringWriter();
    int exitCode =
        Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()))
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    return new Run(exitCode, errors.toString());
  }
}
