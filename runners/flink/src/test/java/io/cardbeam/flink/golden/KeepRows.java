package io.cardbeam.flink.golden;

import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Keeps rows in this process as they are. */
final class KeepRows extends PTransform<PCollection<SpecificRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String list;

  KeepRows(InThisProcess<? extends SpecificRecord> list) {
    this.list = list.name();
  }

  @Override
  public PDone expand(PCollection<SpecificRecord> rows) {
    rows.apply("Keep", ParDo.of(new KeepFn(list)));
    return PDone.in(rows.getPipeline());
  }

  private static final class KeepFn extends DoFn<SpecificRecord, Void> {
    private static final long serialVersionUID = 1L;

    private final String list;

    KeepFn(String list) {
      this.list = list;
    }

    @ProcessElement
    public void process(@Element SpecificRecord row) {
      InThisProcess.add(list, row);
    }
  }
}
