package io.cardbeam.command.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.rule.KafkaRules;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of rules, as the commands use it. */
final class RuleTopic {
  private final KafkaConnection kafka;

  RuleTopic(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * All that was ever published.
   *
   * @throws IOException if Kafka does not tell
   */
  RuleBook book() throws IOException {
    try {
      return DecisionRuleBook.shipped().plusAll(new KafkaRules(kafka).read()).book();
    } catch (KafkaException e) {
      throw new IOException("the rules can't be read from " + kafka + ": " + e.getMessage(), e);
    }
  }

  /**
   * Publishes records and waits until Kafka has them.
   *
   * @throws IOException if it does not take them
   */
  void publish(List<RuleRecord> records) throws IOException {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    WireCodec codec = new WireCodec();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      Stream<Future<RecordMetadata>> sent =
          records.stream()
              .map(
                  record ->
                      producer.send(
                          new ProducerRecord<>(
                              kafka.name(Topic.RULES),
                              null,
                              record.publishedAtMillis(),
                              record.key().getBytes(UTF_8),
                              codec.encode(record.body()))));
      for (Future<RecordMetadata> record : sent.toList()) {
        record.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Kafka was taking rules", e);
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("Kafka does not take the rules: " + e.getMessage(), e);
    }
  }
}
