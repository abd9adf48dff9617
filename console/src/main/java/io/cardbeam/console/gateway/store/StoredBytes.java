package io.cardbeam.console.gateway.store;

import io.cardbeam.console.gateway.Answer;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.sql.SQLDataException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records as the database keeps them: the bytes that were on Kafka. For all threads. */
final class StoredBytes {
  private final WireCodec codec = new WireCodec();

  /** One at a time: the codec's buffers are shared. */
  synchronized byte[] of(SpecificRecord record) {
    return codec.encode(record);
  }

  /** The request in these bytes. */
  AuthorizationRequest request(byte[] bytes) throws SQLDataException {
    return read(bytes, AuthorizationRequest.class);
  }

  /** What was answered, if anything: the default, if there is one, and else the decision. */
  Optional<Answer> answer(
      byte @Nullable [] decision, @Nullable String defaultOutcome, Instant askedAt)
      throws SQLDataException {
    Optional<AuthorizationDecision> decided =
        decision == null
            ? Optional.empty()
            : Optional.of(read(decision, AuthorizationDecision.class));
    if (defaultOutcome == null) {
      return decided.map(Answer::of);
    }
    return Optional.of(new Answer(Outcome.valueOf(defaultOutcome), askedAt, decided, true, false));
  }

  /** The record of a class in these bytes. */
  synchronized <T extends SpecificRecord> T read(byte[] bytes, Class<T> type)
      throws SQLDataException {
    try {
      return type.cast(codec.decode(bytes));
    } catch (UnreadableRecordException | ClassCastException e) {
      throw new SQLDataException("the database holds a record that can't be read", e);
    }
  }
}
