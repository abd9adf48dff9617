package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.StarTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;

/** The tables of a star as collections: of the facts blocks of rows, of the others rows. */
public final class Star implements PInput, POutput {
  private static final TupleTag<FactBlock> FACTS = new TupleTag<>("facts");

  private final PCollection<FactBlock> facts;
  private final Map<StarTable, PCollection<SpecificRecord>> others;

  Star(PCollection<FactBlock> facts, Map<StarTable, PCollection<SpecificRecord>> others) {
    this.facts = facts;
    this.others = Map.copyOf(others);
  }

  PCollection<FactBlock> facts() {
    return facts;
  }

  /** The rows of one table; each element is of {@link StarTable#rowClass()}. */
  public PCollection<SpecificRecord> rows(StarTable table) {
    PCollection<SpecificRecord> rows = others.get(table);
    if (rows != null) {
      return rows;
    }
    return facts
        .apply("Of_" + table.tableName(), Filter.by(block -> block.fact() == table))
        .apply(
            "Rows_" + table.tableName(),
            FlatMapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(FactBlock::decoded))
        .setCoder(TableCoder.of(table.rowClass()));
  }

  /** Applies a transform to all of it. */
  public <T extends POutput> T apply(String name, PTransform<? super Star, T> transform) {
    return Pipeline.applyTransform(name, this, transform);
  }

  @Override
  public Pipeline getPipeline() {
    return facts.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> all = new LinkedHashMap<>();
    all.put(FACTS, facts);
    others.forEach((table, rows) -> all.put(new TupleTag<>(table.tableName()), rows));
    return all;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {
    facts.finishSpecifyingOutput(transformName, input, transform);
    others.values().forEach(rows -> rows.finishSpecifyingOutput(transformName, input, transform));
  }
}
