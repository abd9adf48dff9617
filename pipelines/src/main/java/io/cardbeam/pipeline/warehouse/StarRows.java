package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.StarTable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/** The rows of each table of the star, as they stand in a {@link PCollectionTuple}. */
public final class StarRows {
  private static final Map<StarTable, TupleTag<SpecificRecord>> TAGS = tags();

  private StarRows() {}

  /** The rows of one table; each element is of {@link StarTable#rowClass()}. */
  public static PCollection<SpecificRecord> of(StarTable table, PCollectionTuple star) {
    return star.get(tag(table));
  }

  static TupleTag<SpecificRecord> tag(StarTable table) {
    TupleTag<SpecificRecord> tag = TAGS.get(table);
    if (tag == null) {
      throw new IllegalArgumentException(table + " has no tag");
    }
    return tag;
  }

  private static Map<StarTable, TupleTag<SpecificRecord>> tags() {
    Map<StarTable, TupleTag<SpecificRecord>> tags = new EnumMap<>(StarTable.class);
    for (StarTable table : StarTable.values()) {
      tags.put(table, new TupleTag<>(table.tableName()));
    }
    return Collections.unmodifiableMap(tags);
  }
}
