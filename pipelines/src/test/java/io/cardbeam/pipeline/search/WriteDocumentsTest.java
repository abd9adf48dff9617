package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.pipeline.search.SearchStandIn.Fault;
import io.cardbeam.pipeline.search.SearchStandIn.Shape;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class WriteDocumentsTest {
  private static final DailyIndices INDICES = new DailyIndices("cardbeam-weblogs");
  private static final long DAY = LocalDate.of(2026, 11, 29).toEpochDay();
  private static final int DOCUMENTS = 2_000;

  /** Every hundredth has a field that there is not. */
  private static PCollection<SearchDocument> documents(Pipeline pipeline) {
    List<TimestampedValue<SearchDocument>> documents = new ArrayList<>();
    for (int n = 0; n < DOCUMENTS; n++) {
      String json = "{\"n\":" + n + (n % 100 == 0 ? ",\"no_field\":1}" : "}");
      documents.add(
          TimestampedValue.of(
              new SearchDocument("id-" + n, DAY + n % 2, json.getBytes(UTF_8)),
              Instant.ofEpochSecond(n)));
    }
    return pipeline
        .apply(Create.timestamped(documents).withCoder(SearchDocument.CODER))
        .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardSeconds(10))));
  }

  private static long sum(PipelineResult result, String counter) {
    long[] sum = {0};
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named(WriteDocuments.NAMESPACE, counter))
                .build())
        .getCounters()
        .forEach(one -> sum[0] += one.getAttempted());
    return sum[0];
  }

  @Test
  void givesWhatIsRefusedAndWritesTheRest() throws Exception {
    try (SearchStandIn server = new SearchStandIn(Shape.ELASTICSEARCH_8)) {
      Pipeline pipeline = Pipeline.create();
      PCollection<RefusedDocument> refused =
          documents(pipeline)
              .apply(
                  new WriteDocuments(
                      server.connection(Duration.ofSeconds(20)), INDICES, Patience.SHORT));
      PAssert.that(
              refused.apply(
                  MapElements.into(TypeDescriptors.strings())
                      .via(one -> one.document().id() + " " + one.reason())))
          .containsInAnyOrder(
              java.util.stream.IntStream.range(0, DOCUMENTS / 100)
                  .mapToObj(
                      i ->
                          "id-"
                              + i * 100
                              + " HTTP 400, strict_dynamic_mapping_exception: introduction of"
                              + " [no_field]")
                  .toList());
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      assertThat(sum(result, WriteDocuments.DOCUMENTS)).isEqualTo(DOCUMENTS - DOCUMENTS / 100);
      assertThat(sum(result, WriteDocuments.REFUSED)).isEqualTo(DOCUMENTS / 100);
      assertThat(server.documents()).hasSize(DOCUMENTS - DOCUMENTS / 100);
      assertThat(server.indices).hasSize(2);
    }
  }

  @Test
  void aServerThatTakesNothingFailsThePipeline() throws Exception {
    try (SearchStandIn server = new SearchStandIn(Shape.OPENSEARCH_2)) {
      server.fault = () -> Fault.UNAVAILABLE;
      Pipeline pipeline = Pipeline.create();
      documents(pipeline)
          .apply(
              new WriteDocuments(
                  server.connection(Duration.ofSeconds(20)),
                  INDICES,
                  new Patience(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO)))
          .apply(MapElements.into(TypeDescriptors.strings()).via(RefusedDocument::reason))
          .setCoder(StringUtf8Coder.of());
      assertThatThrownBy(pipeline::run)
          .hasRootCauseInstanceOf(SearchUnavailableException.class)
          .rootCause()
          .hasMessageContaining("HTTP 503");
    }
  }
}
