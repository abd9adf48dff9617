package io.cardbeam.local.parity;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** An Avro file of rows of one kind, while it is written. */
final class RowFile<R extends SpecificRecord> implements Closeable {
  static final String SUFFIX = ".avro";

  private final DataFileWriter<R> out;

  private RowFile(DataFileWriter<R> out) {
    this.out = out;
  }

  /** Begins another file beside those that are in a folder, which is made if it is not there. */
  static <R extends SpecificRecord> RowFile<R> in(Path folder, Class<? extends R> rowClass)
      throws IOException {
    Files.createDirectories(folder);
    // The class's own model knows its dates and times, also where they may be null.
    SpecificData model = SpecificData.getForClass(rowClass);
    Schema schema = model.getSchema(rowClass);
    DataFileWriter<R> out = new DataFileWriter<>(new SpecificDatumWriter<R>(schema, model));
    out.setCodec(CodecFactory.snappyCodec());
    out.create(schema, folder.resolve(UUID.randomUUID() + SUFFIX).toFile());
    return new RowFile<>(out);
  }

  void add(R row) throws IOException {
    out.append(row);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
