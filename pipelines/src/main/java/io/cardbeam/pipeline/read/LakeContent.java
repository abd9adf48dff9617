package io.cardbeam.pipeline.read;

import io.cardbeam.lake.LakeReader;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;

/** One kind of record in a lake: where its files lie, and how a file of them is read. */
interface LakeContent<T> extends Serializable {
  /** What the kind is called, in the names of steps. */
  String name();

  /** Folder of its files below the lake's root, without a slash at the end. */
  String folder();

  /**
   * Opens a file.
   *
   * @throws io.cardbeam.lake.DamagedAvroFileException if it is none of this kind
   * @throws IOException of another class if its storage fails
   */
  LakeReader<T> open(InputStream in) throws IOException;

  /**
   * Checks a record before it is given on.
   *
   * @throws UnreadableRecordException with the first thing that is wrong
   */
  void check(T record) throws UnreadableRecordException;

  /** When it happened, milliseconds since 1970 UTC. */
  long timeMillis(T record);

  /** Counts a record that passed its check. */
  void countRead(T record);

  /** Counter of what ends as a dead letter. */
  Counter invalid();
}
