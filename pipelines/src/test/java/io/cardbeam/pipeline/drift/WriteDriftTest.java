package io.cardbeam.pipeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Outcome;
import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.measure.drift.DriftTally;
import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.pipeline.feature.FeatureRowCoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteDriftTest {
  private static final double ALERT_FROM = 0.5;
  private static final long BORDER = Instant.parse("2020-03-10T12:00:00Z").toEpochMilli();
  private static final List<Outcome> OUTCOMES =
      List.of(Outcome.APPROVED, Outcome.REFERRED, Outcome.DECLINED);

  @TempDir private Path folder = Path.of("");

  private static List<FeatureRow> rows(long seed) {
    Random random = new Random(seed);
    List<FeatureRow> rows = new ArrayList<>();
    long start = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 600; i++) {
      float[] values = new float[FeatureList.SIZE];
      for (int f = 0; f < values.length; f++) {
        values[f] = random.nextInt(9) == 0 ? Float.NaN : random.nextFloat() * 50;
      }
      rows.add(
          new FeatureRow(
              "card",
              "r-" + i,
              start + (long) (random.nextDouble() * 120 * 86_400_000.0),
              100,
              "category",
              OUTCOMES.get(random.nextInt(3)),
              random.nextDouble(),
              FeatureRow.NEVER,
              values));
    }
    return rows;
  }

  /** The same, row by row. */
  private static DriftTable model(List<FeatureRow> rows, long border) {
    Map<YearMonth, DriftTally> before = new TreeMap<>();
    Map<YearMonth, DriftTally> after = new TreeMap<>();
    for (FeatureRow row : rows) {
      YearMonth month =
          YearMonth.from(Instant.ofEpochMilli(row.timeMillis()).atOffset(ZoneOffset.UTC));
      (row.timeMillis() < border ? before : after)
          .computeIfAbsent(month, m -> DriftTally.ofFeatures(FeatureList.SIZE))
          .add(row.outcome(), row.probability(), row.probability() >= ALERT_FROM, row::value);
    }
    return DriftTable.of(FeatureList.all().stream().map(Feature::name).toList(), before, after);
  }

  private DriftTable written(List<FeatureRow> rows, OptionalLong border) throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(rows).withCoder(FeatureRowCoder.of()))
        .apply(new WriteDrift(folder.toString(), ALERT_FROM, border));
    pipeline.run().waitUntilFinish();
    return DriftJson.read(folder.resolve(WriteDrift.FILE));
  }

  @Test
  void writesTheTableThatCountingOneByOneGives() throws IOException {
    long seed = 20;
    List<FeatureRow> rows = rows(seed);
    DriftTable table = written(rows, OptionalLong.of(BORDER));
    assertThat(table).as("seed %d", seed).isEqualTo(model(rows, BORDER));
    assertThat(table.months()).hasSize(4);
    assertThat(table.referenceRequests()).isBetween(1L, 599L);
  }

  @Test
  void takesTheFirstMonthsWhereNoDateIsGiven() throws IOException {
    List<FeatureRow> rows = rows(21);
    assertThat(written(rows, OptionalLong.empty())).isEqualTo(model(rows, Long.MIN_VALUE));
  }

  @Test
  void aReferenceWithoutRequestsIsRefused() {
    assertThatThrownBy(() -> written(rows(22), OptionalLong.of(0)))
        .hasMessageContaining("no request lies before the end of the reference");
  }
}
