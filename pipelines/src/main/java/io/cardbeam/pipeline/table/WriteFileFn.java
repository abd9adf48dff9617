package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Writes the rows of one file, which is the key, in their order: they are held in memory and
 * sorted, at about half a kilobyte a row. Tried again, it writes the same bytes over.
 */
final class WriteFileFn extends DoFn<KV<String, Iterable<SpecificRecord>>, Void> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Class<? extends SpecificRecord> rowClass;
  private final RowOrder order;

  WriteFileFn(String folder, Class<? extends SpecificRecord> rowClass, RowOrder order) {
    this.folder = folder;
    this.rowClass = rowClass;
    this.order = order;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<SpecificRecord>> rowsOfFile) throws IOException {
    List<SpecificRecord> rows = new ArrayList<>();
    rowsOfFile.getValue().forEach(rows::add);
    rows.sort(order);
    ResourceId file = FileSystems.matchNewResource(folder + "/" + rowsOfFile.getKey(), false);
    try (ParquetRows writer =
        new ParquetRows(
            FileSystems.create(file, MimeTypes.BINARY), SpecificData.get().getSchema(rowClass))) {
      for (SpecificRecord row : rows) {
        writer.write(row);
      }
    }
  }
}
