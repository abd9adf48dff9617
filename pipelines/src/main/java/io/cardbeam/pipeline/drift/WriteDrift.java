package io.cardbeam.pipeline.drift;

import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.pipeline.feature.FeatureRowCoder;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes {@code drift.json}: answers, scores and features of each calendar month (UTC, by event
 * time) against a reference, without labels. Bounded; all months meet on one worker, as tallies of
 * some 100 KB each.
 */
public final class WriteDrift extends PTransform<PCollection<FeatureRow>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "drift";
  private static final String SUFFIX = ".json";

  /** The file's name. */
  public static final String FILE = NAME + SUFFIX;

  private final String folder;
  private final double alertFrom;
  private final boolean dated;
  private final long referenceUntilMillis;

  /**
   * @param alertFrom least probability that an analyst is shown, 0 to 1
   * @param referenceUntilMillis first instant after the reference, milliseconds since 1970 UTC;
   *     without it the first {@value DriftTable#REFERENCE_MONTHS} months are the reference
   */
  public WriteDrift(String folder, double alertFrom, OptionalLong referenceUntilMillis) {
    this.folder = folder;
    this.alertFrom = alertFrom;
    this.dated = referenceUntilMillis.isPresent();
    this.referenceUntilMillis = referenceUntilMillis.orElse(Long.MIN_VALUE);
  }

  @Override
  public PDone expand(PCollection<FeatureRow> rows) {
    long until = referenceUntilMillis;
    return rows.apply(
            "KeyByMonth",
            WithKeys.of((FeatureRow row) -> DriftPeriod.of(row.timeMillis(), until).name())
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FeatureRowCoder.of()))
        .apply("Tally", Combine.perKey(new DriftTallyFn(alertFrom)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), DriftTallyCoder.of()))
        .apply("ToOne", WithKeys.of(NAME))
        .setCoder(
            KvCoder.of(
                StringUtf8Coder.of(), KvCoder.of(StringUtf8Coder.of(), DriftTallyCoder.of())))
        .apply("AllMonths", GroupByKey.create())
        .apply("MakeTable", ParDo.of(new DriftTableFn(dated)))
        .apply(
            "Write", TextIO.write().to(folder + "/" + NAME).withSuffix(SUFFIX).withoutSharding());
  }
}
