package io.cardbeam.pipeline.table;

import java.util.Comparator;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** The order of the rows in a file: by one column, which holds no nulls, then by all of them. */
final class RowOrder implements Comparator<SpecificRecord> {

  private final int column;

  RowOrder(int column) {
    this.column = column;
  }

  @Override
  @SuppressWarnings("unchecked") // Both are of one class, which compares with itself.
  public int compare(SpecificRecord one, SpecificRecord other) {
    int order = ((Comparable<Object>) one.get(column)).compareTo(other.get(column));
    return order == 0 ? modelOf(one).compare(one, other, one.getSchema()) : order;
  }

  /** The class's own, which knows what an optional time is. */
  private static SpecificData modelOf(SpecificRecord row) {
    return row instanceof SpecificRecordBase generated
        ? generated.getSpecificData()
        : SpecificData.get();
  }
}
