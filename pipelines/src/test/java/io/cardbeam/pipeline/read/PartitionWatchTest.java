package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.pipeline.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionWatchTest {
  private static final int READ = 12;

  @ParameterizedTest
  @CsvSource({"13, 1", "15, 3"})
  void countsThePartitionsThatAreNotRead(int there, long notRead) {
    assertThat(gauge(there)).containsExactly(notRead);
  }

  @Test
  void keepsNoGaugeWhileAllPartitionsAreRead() {
    assertThat(gauge(READ)).isEmpty();
  }

  private static List<Long> gauge(int there) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(there)).apply(ParDo.of(new LookFn()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    List<Long> values = new ArrayList<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(
                    MetricNameFilter.named(SourceTags.NAMESPACE, PartitionWatch.NOT_READ))
                .build())
        .getGauges()
        .forEach(gauge -> values.add(gauge.getAttempted().getValue()));
    return values;
  }

  /** Counts as the watch's thread would, and reports as a reader. */
  private static final class LookFn extends DoFn<Integer, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Integer there) {
      KafkaConnection nowhere = new KafkaConnection("127.0.0.1:1", "", Map.of());
      try (PartitionWatch watch = new PartitionWatch(nowhere, "card-events", READ)) {
        watch.report();
        watch.saw(there);
        watch.report();
      }
    }
  }
}
