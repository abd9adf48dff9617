package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.ControlSum;
import io.cardbeam.table.ControlTotal;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * {@code SELECT fact, year_month, currency, SUM(count), SUM(amount), MAX(latest) … GROUP BY ALL}.
 */
final class ControlTotals
    extends PTransform<PCollection<CardMembers>, PCollection<SpecificRecord>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<SpecificRecord> expand(PCollection<CardMembers> members) {
    return members
        .apply(
            "Sums",
            FlatMapElements.into(TypeDescriptor.of(ControlSum.class)).via(CardMembers::sums))
        .setCoder(ControlSumCoder.of())
        .apply(
            "ByKey",
            WithKeys.of(ControlSum::key).withKeyType(TypeDescriptor.of(ControlSum.Key.class)))
        .setCoder(KvCoder.of(ControlSumCoder.KeyCoder.INSTANCE, ControlSumCoder.of()))
        .apply("Total", Combine.perKey(ControlSum::plus))
        .apply(Values.create())
        .apply(
            "Rows",
            MapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(ControlTotals::row))
        .setCoder(TableCoder.of(ControlTotal.class));
  }

  private static ControlTotal row(ControlSum sum) {
    return new ControlTotal(
        sum.key().fact().tableName(),
        sum.key().yearMonth(),
        sum.key().currency(),
        sum.count(),
        sum.amountMinor(),
        Instant.ofEpochMilli(sum.latestMillis()));
  }
}
