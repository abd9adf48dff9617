package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka to Kafka: how often each key was seen so far. */
final class CountPerKey extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  /** A key on which it fails. */
  static final String POISON = "poison";

  @StateId("count")
  private final StateSpec<ValueState<Long>> countSpec = StateSpecs.value(VarLongCoder.of());

  static void assemble(Pipeline pipeline, String bootstrapServers, String from, String to) {
    pipeline
        .apply(
            "Read",
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers(bootstrapServers)
                .withTopic(from)
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class)
                .withConsumerConfigUpdates(Map.of("auto.offset.reset", "earliest"))
                .withoutMetadata())
        .apply("Count", ParDo.of(new CountPerKey()))
        .apply(
            "Write",
            KafkaIO.<byte[], byte[]>write()
                .withBootstrapServers(bootstrapServers)
                .withTopic(to)
                .withKeySerializer(ByteArraySerializer.class)
                .withValueSerializer(ByteArraySerializer.class));
  }

  @ProcessElement
  public void count(
      @Element KV<byte[], byte[]> element,
      @StateId("count") ValueState<Long> state,
      OutputReceiver<KV<byte[], byte[]>> out) {
    if (new String(element.getKey(), UTF_8).equals(POISON)) {
      throw new IllegalStateException("poison was sent");
    }
    Long before = state.read();
    long count = before == null ? 1 : before + 1;
    state.write(count);
    out.output(KV.of(element.getKey(), Long.toString(count).getBytes(UTF_8)));
  }
}
