package org.apache.beam.sdk.io.kafka;

import org.apache.beam.sdk.io.UnboundedSource;

/**
 * The source under a read of {@link KafkaIO}. KafkaIO gives it to a pipeline alone, and to make a
 * pipeline on a worker would set the file systems of the whole process again: hence the class is in
 * this package.
 */
public final class KafkaReadSource {
  private KafkaReadSource() {}

  /** The source of a read that names topics or partitions, and deserializers with their coders. */
  public static <K, V> UnboundedSource<KafkaRecord<K, V>, KafkaCheckpointMark> of(
      KafkaIO.Read<K, V> read) {
    return read.makeSource();
  }
}
