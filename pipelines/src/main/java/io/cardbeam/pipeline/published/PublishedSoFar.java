package io.cardbeam.pipeline.published;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * A topic from its beginning to where it ends now. Records that can't be read are skipped: the
 * stream makes dead letters of them.
 */
public final class PublishedSoFar {
  private PublishedSoFar() {}

  /**
   * Reads it.
   *
   * @throws KafkaException as {@link WholeTopic#read}
   */
  public static <T> List<T> read(KafkaConnection kafka, Topic topic, RecordDecoder<T> decoder) {
    List<T> records = new ArrayList<>();
    WholeTopic.read(
        kafka,
        topic,
        record -> {
          try {
            records.add(decoder.decode(record.key(), record.value()));
          } catch (UnreadableRecordException e) {
            // A dead letter, and no reason not to start.
          }
        });
    return records;
  }
}
