package io.cardbeam.pipeline.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The footer of a Parquet file, with the encodings of each column chunk in order. Parquet writes
 * them in the order of a hash set of enum constants, which differs by process (<a
 * href="https://github.com/apache/parquet-java/issues/3215">parquet-java 3215</a>); all else in the
 * footer has an order already.
 */
final class ParquetFooter {
  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private ParquetFooter() {}

  /**
   * Puts the footer in order.
   *
   * @param end the last bytes of a whole file, from before its footer or anywhere further ahead
   * @return what takes their place: of the same length, and the same up to the footer
   * @throws IOException if they don't end with a footer
   */
  static byte[] inOrder(byte[] end) throws IOException {
    int lengthAt = end.length - MAGIC.length - LENGTH_BYTES;
    if (lengthAt < 0) {
      throw new IOException("a Parquet file ends before its footer");
    }
    int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(lengthAt);
    int footerAt = lengthAt - length;
    if (length < 0 || footerAt < 0) {
      throw new IOException("a Parquet file's footer can't be " + length + " bytes long");
    }
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, footerAt, length));
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData column = chunk.getMeta_data();
        List<Encoding> encodings = new ArrayList<>(column.getEncodings());
        encodings.sort(Comparator.comparingInt(Encoding::getValue));
        column.setEncodings(encodings);
      }
    }
    ByteArrayOutputStream ordered = new ByteArrayOutputStream(end.length);
    ordered.write(end, 0, footerAt);
    Util.writeFileMetaData(footer, ordered);
    if (ordered.size() != lengthAt) {
      throw new IOException(
          "a Parquet file's footer of %d bytes has %d when written again"
              .formatted(length, ordered.size() - footerAt));
    }
    ordered.write(end, lengthAt, end.length - lengthAt);
    return ordered.toByteArray();
  }
}
