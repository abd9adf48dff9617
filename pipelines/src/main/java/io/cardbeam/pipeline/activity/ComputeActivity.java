package io.cardbeam.pipeline.activity;

import io.cardbeam.event.Activity;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;

/**
 * Live figures: {@code SELECT minute, state, city, category, outcome, currency, COUNT(*),
 * SUM(amount_minor) FROM decided GROUP BY ALL}, over one-minute windows of event time. A window's
 * figures come early, each few seconds while it fills, once when it is complete, and again when
 * late data corrects them, up to {@link #ALLOWED_LATENESS} late. Each is the whole of what is known
 * by then and replaces the ones before.
 */
public final class ComputeActivity extends PTransform<PCollection<Decided>, PCollection<Activity>> {
  /** How late a decision may be and still correct its minute. */
  public static final Duration ALLOWED_LATENESS = Duration.standardDays(1);

  private static final Duration MINUTE = Duration.standardMinutes(1);
  private static final long serialVersionUID = 1L;

  private final Duration every;

  /**
   * @param every processing time between early results, and after late data
   */
  public ComputeActivity(Duration every) {
    this.every = every;
  }

  @Override
  public PCollection<Activity> expand(PCollection<Decided> decided) {
    return decided
        .apply(
            "KeyByPlaceAndOutcome",
            MapElements.into(new TypeDescriptor<KV<ActivityKey, Long>>() {})
                .via(d -> KV.of(ActivityKey.of(d), d.request().getAmountMinor())))
        .setCoder(KvCoder.of(new ActivityKey.ActivityKeyCoder(), VarLongCoder.of()))
        .apply(
            "PerMinute",
            Window.<KV<ActivityKey, Long>>into(FixedWindows.of(MINUTE))
                .triggering(
                    AfterWatermark.pastEndOfWindow()
                        .withEarlyFirings(
                            AfterProcessingTime.pastFirstElementInPane().plusDelayOf(every))
                        .withLateFirings(
                            AfterProcessingTime.pastFirstElementInPane().plusDelayOf(every)))
                .withAllowedLateness(ALLOWED_LATENESS)
                .accumulatingFiredPanes())
        .apply("CountAndSum", Combine.perKey(new CountAndSumFn()))
        .apply("AsActivity", ParDo.of(new AsActivityFn()))
        .setCoder(AvroRecordCoder.of(Activity.class));
  }

  private static final class AsActivityFn extends DoFn<KV<ActivityKey, CountAndSum>, Activity> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<ActivityKey, CountAndSum> total,
        IntervalWindow window,
        OutputReceiver<Activity> output) {
      ActivityKey key = total.getKey();
      output.output(
          new Activity(
              java.time.Instant.ofEpochMilli(window.start().getMillis()),
              java.time.Instant.ofEpochMilli(window.end().getMillis()),
              key.state(),
              key.city(),
              key.category(),
              Outcome.valueOf(key.outcome()),
              key.currency(),
              total.getValue().count(),
              total.getValue().amountMinor()));
    }
  }
}
