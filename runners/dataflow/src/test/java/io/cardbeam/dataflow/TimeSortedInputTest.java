package io.cardbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stream must not ask for is told from what it may. */
class TimeSortedInputTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private GoogleStandIn google;

  @BeforeEach
  void start() throws IOException {
    google = new GoogleStandIn();
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void isRefusedByTheRunnerInAStreamOfTheOldWorker() throws IOException {
    Pipeline pipeline = pipeline("--streaming=true");

    assertThatThrownBy(pipeline::run)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("RequiresTimeSortedInput");
    assertThat(google.jobs()).isEmpty();
  }

  @Test
  void isSeenInAStreamOfTheUnifiedWorkerWhichTheServiceRefusesOnlyLater() throws IOException {
    pipeline("--streaming=true", "--experiments=use_runner_v2").run();

    PostedJob job = PostedJob.of(google);
    assertThat(job.stepsWithTimeSortedInput()).containsExactly("InOrder/ParMultiDo(InOrder)");
    assertThat(job.graph().getRequirementsList())
        .contains("beam:requirement:pardo:time_sorted_input:v1");
  }

  private Pipeline pipeline(String... more) throws IOException {
    List<String> args = new ArrayList<>();
    args.add("--runner=DataflowRunner");
    args.addAll(List.of(more));
    args.add("--project=" + GoogleStandIn.PROJECT);
    args.add("--region=" + GoogleStandIn.REGION);
    args.add("--tempLocation=" + GoogleStandIn.BUCKET + "/tmp");
    args.addAll(google.clientOptions(Files.writeString(folder.resolve("program.jar"), "jar")));
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create());
    pipeline
        .apply("Numbers", GenerateSequence.from(0))
        .apply("OneKey", WithKeys.<String, Long>of("all").withKeyType(TypeDescriptors.strings()))
        .apply("InOrder", ParDo.of(new InOrderFn()));
    return pipeline;
  }

  private static final class InOrderFn extends DoFn<KV<String, Long>, Long> {
    private static final long serialVersionUID = 1L;

    @StateId("last")
    private final StateSpec<ValueState<Long>> lastSpec = StateSpecs.value(VarLongCoder.of());

    @RequiresTimeSortedInput
    @ProcessElement
    public void process(@Element KV<String, Long> element, @StateId("last") ValueState<Long> last) {
      last.write(element.getValue());
    }
  }
}
