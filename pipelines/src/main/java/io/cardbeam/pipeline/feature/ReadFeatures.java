package io.cardbeam.pipeline.feature;

import io.cardbeam.decision.Deciding;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Features of every request of bounded blocks of events, keyed by card, each read off its card's
 * profile as deciding would: the same profile, the same order, the same code. Without a model
 * nothing is scored, and the features made of earlier scores are missing; training fills them in.
 */
public final class ReadFeatures
    extends PTransform<PCollection<KV<String, byte[]>>, PCollection<FeatureRow>> {
  private static final long serialVersionUID = 1L;

  private final @Nullable Deciding deciding;

  private ReadFeatures(@Nullable Deciding deciding) {
    this.deciding = deciding;
  }

  /** Features before there is a model. */
  public static ReadFeatures unscored() {
    return new ReadFeatures(null);
  }

  /** Features beside what is decided, by the shipped rules too. */
  public static ReadFeatures scoredBy(Deciding deciding) {
    return new ReadFeatures(deciding);
  }

  @Override
  public PCollection<FeatureRow> expand(PCollection<KV<String, byte[]>> blocks) {
    return blocks
        .apply("GroupByCard", GroupByKey.create())
        .apply("ReadInOrder", ParDo.of(new FeaturesInOrderFn(deciding)))
        .setCoder(FeatureRowCoder.of());
  }
}
