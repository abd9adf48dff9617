package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Payment;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes dead letters as the stream does, and reads what was sent in their place. */
public final class DeadLettersOnTrial implements AutoCloseable {
  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final WireCodec codec = new WireCodec();

  public DeadLettersOnTrial(KafkaConnection kafka) {
    this.kafka = kafka;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The source of records of a topic's first partition. */
  public String source(Topic topic) {
    return kafka.name(topic) + "-0";
  }

  public void write(String source, long offset, String code, String reason, byte[] payload)
      throws Exception {
    DeadLetter letter =
        new DeadLetter(source, offset, code, reason, ByteBuffer.wrap(payload.clone()));
    producer
        .send(
            new ProducerRecord<>(
                kafka.name(Topic.DEAD_LETTERS), source.getBytes(UTF_8), codec.encode(letter)))
        .get();
  }

  /** A payment's record; above 0 it could be taken. */
  byte[] payment(String id, long amountMinor) {
    Instant time = Instant.parse("2026-03-02T10:00:00Z");
    return codec.encode(
        Payment.newBuilder()
            .setPaymentId(id)
            .setCardToken(PageCalls.TOKEN)
            .setEventTime(time)
            .setEffectiveFrom(time.plusSeconds(3_600))
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMethod("ACH")
            .build());
  }

  /** All that lies on the topic of transactions. */
  List<Payment> sent() throws Exception {
    List<Payment> sent = new ArrayList<>();
    WholeTopic.<Exception>read(
        kafka,
        Topic.TRANSACTIONS,
        record -> {
          Payment payment = (Payment) codec.decode(record.value());
          if (!new String(record.key(), UTF_8).equals(payment.getCardToken())) {
            throw new AssertionError("a record under another key than its card");
          }
          sent.add(payment);
        });
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
