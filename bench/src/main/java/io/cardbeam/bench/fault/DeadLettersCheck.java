package io.cardbeam.bench.fault;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.local.TopicReader;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Dead letters, against what was sent that can't be read.
 *
 * @param sent records that can't be read
 * @param letters of these, with a dead letter that names its place
 */
record DeadLettersCheck(long sent, long letters) {

  /** Whether none is lost and none made up. */
  boolean holds() {
    return sent == letters;
  }

  /**
   * Reads all there is; a letter that was written again counts once.
   *
   * @throws IOException if the topic can't be read
   */
  static DeadLettersCheck of(KafkaConnection kafka, long sent) throws IOException {
    WireCodec codec = new WireCodec();
    Set<String> places = new HashSet<>();
    TopicReader.read(
        kafka,
        Topic.DEAD_LETTERS,
        (value, offset) -> {
          try {
            DeadLetter letter = (DeadLetter) codec.decode(value);
            places.add(letter.getSource() + " " + letter.getPosition());
          } catch (UnreadableRecordException e) {
            throw new IOException("a dead letter can't be read: " + e.getMessage(), e);
          }
        });
    return new DeadLettersCheck(sent, places.size());
  }
}
