package io.cardbeam.flink.golden;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a table where they are made: a {@link TableTally} for each bundle. */
final class TallyRows extends PTransform<PCollection<SpecificRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String list;
  private final TableShape shape;
  private final String without;

  /**
   * @param list gets the tallies
   * @param without what is cut out of texts: what depends on the run, as a folder's name
   */
  TallyRows(InThisProcess<TableTally> list, TableShape shape, String without) {
    this.list = list.name();
    this.shape = shape;
    this.without = without;
  }

  @Override
  public PDone expand(PCollection<SpecificRecord> rows) {
    rows.apply("Tally", ParDo.of(new TallyFn(list, shape, without)));
    return PDone.in(rows.getPipeline());
  }

  private static final class TallyFn extends DoFn<SpecificRecord, Void> {
    private static final long serialVersionUID = 1L;

    private final String list;
    private final TableShape shape;
    private final String without;
    private transient @Nullable TableTally part;

    TallyFn(String list, TableShape shape, String without) {
      this.list = list;
      this.shape = shape;
      this.without = without;
    }

    @StartBundle
    public void start() {
      part = new TableTally(shape);
    }

    @ProcessElement
    public void process(@Element SpecificRecord row) {
      Objects.requireNonNull(part).add(row, without);
    }

    @FinishBundle
    public void finish() {
      InThisProcess.add(list, Objects.requireNonNull(part));
    }
  }
}
