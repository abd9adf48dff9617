package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.MerchantSighting;
import io.cardbeam.star.SurrogateKey;
import io.cardbeam.table.DimMerchant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** One row for each merchant, under the name that was seen last in event time. */
final class MerchantRows extends PTransform<PCollection<CardMembers>, PCollection<SpecificRecord>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<SpecificRecord> expand(PCollection<CardMembers> members) {
    return members
        .apply(
            "Sightings",
            FlatMapElements.into(TypeDescriptor.of(MerchantSighting.class))
                .via(CardMembers::merchants))
        .setCoder(MerchantSightingCoder.of())
        .apply(
            "KeyByMerchant",
            WithKeys.of(MerchantSighting::merchantId).withKeyType(TypeDescriptors.strings()))
        .apply("Latest", Combine.perKey(MerchantSighting::later))
        .apply(Values.create())
        .apply(
            "Rows",
            MapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(MerchantRows::row))
        .setCoder(TableCoder.of(DimMerchant.class));
  }

  private static DimMerchant row(MerchantSighting merchant) {
    return new DimMerchant(
        SurrogateKey.ofMerchant(merchant.merchantId()), merchant.merchantId(), merchant.name());
  }
}
