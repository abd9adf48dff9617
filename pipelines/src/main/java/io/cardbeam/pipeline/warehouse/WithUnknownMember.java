package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.StarTable;
import io.cardbeam.star.UnknownMember;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Adds row 0 to the members of a dimension. */
final class WithUnknownMember
    extends PTransform<PCollection<SpecificRecord>, PCollection<SpecificRecord>> {
  private static final long serialVersionUID = 1L;

  private final StarTable dimension;

  WithUnknownMember(StarTable dimension) {
    this.dimension = dimension;
  }

  @Override
  public PCollection<SpecificRecord> expand(PCollection<SpecificRecord> members) {
    TableCoder coder = TableCoder.of(dimension.rowClass());
    PCollection<SpecificRecord> unknown =
        members
            .getPipeline()
            .apply(
                "UnknownMember_" + dimension.tableName(),
                Create.of(UnknownMember.of(dimension)).withCoder(coder));
    return PCollectionList.of(members).and(unknown).apply(Flatten.pCollections()).setCoder(coder);
  }
}
