package io.cardbeam.lake;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A file of the lake that is being read, one record after the other. */
public interface LakeReader<T> extends Closeable {
  /**
   * The next record, or empty at the end.
   *
   * @throws DamagedAvroFileException if the file is damaged from here on
   * @throws IOException of another class if its storage fails
   */
  Optional<T> next() throws IOException;
}
