package io.cardbeam.pipeline.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Payment;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.junit.jupiter.api.Test;

class DecodeFnTest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PARTITION = 3;

  @Test
  void everyRecordIsAnEventOrADeadLetterWithItsOffset() {
    WireCodec codec = new WireCodec();
    Event good = SampleEvents.payment("y-1", "card-1", SampleEvents.START, 500);
    byte[] whole = codec.encode(good.body());
    byte[] unknown = whole.clone();
    unknown[5] ^= 1;
    Payment negative = Payment.newBuilder(good.body(Payment.class)).setAmountMinor(-1L).build();
    Event elsewhere = SampleEvents.chargeback("c", "p", "a", "card-1", SampleEvents.START, 5);
    List<byte[]> values =
        List.of(
            whole,
            Arrays.copyOf(whole, whole.length - 1),
            unknown,
            "card 4000001234567890 as text".getBytes(UTF_8),
            new byte[0],
            codec.encode(negative),
            codec.encode(elsewhere.body()));
    List<KafkaRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      records.add(record(100 + i, values.get(i)));
    }
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple decoded =
        pipeline
            .apply(
                Create.of(records)
                    .withCoder(KafkaRecordCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of())))
            .apply(
                ParDo.of(
                        new DecodeFn(
                            Topic.TRANSACTIONS, ValueFormat.AVRO, EventTimes.Replay.ALL, null))
                    .withOutputTags(SourceTags.EVENTS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    decoded.get(SourceTags.EVENTS).setCoder(EventCoder.of());
    decoded.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    PAssert.that(decoded.get(SourceTags.EVENTS))
        .containsInAnyOrder(new Event(good.type(), 100, good.body()));
    PAssert.that(decoded.get(SourceTags.DEAD_LETTERS))
        .satisfies(
            letters -> {
              Map<Long, String> codes = new TreeMap<>();
              for (DeadLetter letter : letters) {
                assertThat(letter.getSource()).isEqualTo("transactions-" + PARTITION);
                assertThat(UTF_8.decode(letter.getPayload().duplicate()).toString())
                    .doesNotContain("4000001234567890");
                codes.put(letter.getPosition(), letter.getCode());
              }
              assertThat(codes)
                  .containsExactly(
                      Map.entry(101L, "TRUNCATED"),
                      Map.entry(102L, "UNKNOWN_SCHEMA"),
                      Map.entry(103L, "NO_HEADER"),
                      Map.entry(104L, "NO_HEADER"),
                      Map.entry(105L, "BAD_AMOUNT"),
                      Map.entry(106L, "WRONG_TOPIC"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static KafkaRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new KafkaRecord<>(
        "transactions",
        PARTITION,
        offset,
        0,
        KafkaTimestampType.CREATE_TIME,
        null,
        KV.of("card-1".getBytes(UTF_8), value));
  }
}
