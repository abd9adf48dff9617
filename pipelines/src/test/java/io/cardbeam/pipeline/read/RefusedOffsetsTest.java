package io.cardbeam.pipeline.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.wire.WireCodec;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedOffsetsTest {

  @Test
  void knowsTheRecordsOfItsTopicThatWereRefusedForTheirTime() {
    RefusedOffsets.Builder builder = new RefusedOffsets.Builder("eu.card-events");
    builder.add(letter("eu.card-events-3", 17, "FROM_THE_FUTURE"));
    builder.add(letter("eu.card-events-3", 9, "TOO_OLD"));
    builder.add(letter("eu.card-events-3", 18, "BAD_AMOUNT"));
    builder.add(letter("eu.card-events-3", 19, "OUTSIDE_WINDOW"));
    builder.add(letter("eu.card-events-copy-3", 20, "TOO_OLD"));
    builder.add(letter("card-events-3", 21, "TOO_OLD"));
    builder.add(letter("data/card-events.csv", 22, "TOO_OLD"));
    RefusedOffsets refused = builder.build();
    assertThat(refused.codeOf(3, 17)).contains("FROM_THE_FUTURE");
    assertThat(refused.codeOf(3, 9)).contains("TOO_OLD");
    for (long other = 18; other < 23; other++) {
      assertThat(refused.codeOf(3, other)).isEmpty();
    }
    assertThat(refused.codeOf(2, 17)).isEmpty();
    assertThat(RefusedOffsets.NONE.codeOf(3, 17)).isEmpty();
  }

  @Test
  void decodesTheDeadLettersOfItsTopicOnly() {
    WireCodec codec = new WireCodec();
    RefusedOffsets.Builder builder = new RefusedOffsets.Builder("card-events");
    byte[] letter = codec.encode(letter("card-events-3", 17, "TOO_OLD"));
    builder.add(record("transactions-3", letter));
    builder.add(record("card-event", letter));
    assertThat(builder.build().codeOf(3, 17)).as("another topic's key").isEmpty();
    builder.add(record("card-events-3", null));
    builder.add(record("card-events-3", new byte[] {1}));
    builder.add(record("card-events-3", letter));
    builder.add(record(null, codec.encode(letter("card-events-3", 18, "TOO_OLD"))));
    assertThat(builder.build().codeOf(3, 17)).contains("TOO_OLD");
    assertThat(builder.build().codeOf(3, 18)).contains("TOO_OLD");
  }

  @Test
  void holdsTheNewestMillionOfAPartition() {
    RefusedOffsets.Builder builder = new RefusedOffsets.Builder("card-events");
    int all = 2 * RefusedOffsets.MAX_OFFSETS + 10;
    for (int offset = 0; offset < all; offset++) {
      builder.add(letter("card-events-0", offset, "TOO_OLD"));
    }
    RefusedOffsets refused = builder.build();
    assertThat(refused.codeOf(0, all - 1)).isPresent();
    assertThat(refused.codeOf(0, all - RefusedOffsets.MAX_OFFSETS)).isPresent();
    assertThat(refused.codeOf(0, all - RefusedOffsets.MAX_OFFSETS - 1)).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "dead-letters", 0, 0, key == null ? null : key.getBytes(UTF_8), value);
  }

  private static DeadLetter letter(String source, long position, String code) {
    return new DeadLetter(source, position, code, "why", ByteBuffer.allocate(0));
  }
}
