package io.cardbeam.local.parity;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.local.TopicReader;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Decisions of a topic, copied to a file: a decision that was written again counts once, if it is
 * the same bytes.
 *
 * @param records in the topic
 * @param copied of these, not the same bytes as an earlier one
 */
record TopicDecisions(long records, long copied) {

  /**
   * Copies them.
   *
   * @throws IOException if one can't be read
   */
  static TopicDecisions copy(KafkaConnection kafka, AvroDecisions target) throws IOException {
    try (Copy copy = new Copy(target.write())) {
      TopicReader.read(kafka, Topic.AUTHORIZATION_DECISIONS, copy);
      return new TopicDecisions(copy.records, copy.seen.size());
    }
  }

  private static final class Copy implements TopicReader.Receiver, AutoCloseable {
    private final RowFile<AuthorizationDecision> target;
    private final WireCodec codec = new WireCodec();
    private final Fingerprints fingerprints = new Fingerprints();
    private final Set<Fingerprint> seen = new HashSet<>();
    private long records;

    Copy(RowFile<AuthorizationDecision> target) {
      this.target = target;
    }

    @Override
    public void record(byte[] bytes, long offset) throws IOException {
      records++;
      if (seen.add(fingerprints.ofBytes(bytes))) {
        try {
          target.add((AuthorizationDecision) codec.decode(bytes));
        } catch (UnreadableRecordException e) {
          throw new IOException("a decision can't be read: " + e.getMessage(), e);
        }
      }
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
