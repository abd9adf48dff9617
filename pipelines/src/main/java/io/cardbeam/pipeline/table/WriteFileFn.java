package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the rows of one file, which is the key: they are held in memory and sorted. */
final class WriteFileFn extends DoFn<KV<String, Iterable<SpecificRecord>>, Void> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Class<? extends SpecificRecord> rowClass;

  WriteFileFn(String folder, Class<? extends SpecificRecord> rowClass) {
    this.folder = folder;
    this.rowClass = rowClass;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<SpecificRecord>> rowsOfFile) throws IOException {
    List<SpecificRecord> rows = new ArrayList<>();
    rowsOfFile.getValue().forEach(rows::add);
    TableFile.write(folder + "/" + rowsOfFile.getKey(), rowClass, rows, 0);
  }
}
