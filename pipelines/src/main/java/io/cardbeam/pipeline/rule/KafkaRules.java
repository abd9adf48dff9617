package io.cardbeam.pipeline.rule;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the topic of rules from its beginning to where it ends now. Records that can't be read are
 * skipped: the stream makes dead letters of them.
 */
public record KafkaRules(KafkaConnection kafka) implements RulesAtStart {

  /**
   * Reads it.
   *
   * @throws KafkaException as {@link WholeTopic#read}
   */
  @Override
  public List<RuleRecord> read() {
    List<RuleRecord> rules = new ArrayList<>();
    RuleDecoder decoder = new RuleDecoder();
    WholeTopic.read(kafka, Topic.RULES, record -> decoded(decoder, record).ifPresent(rules::add));
    return rules;
  }

  private static Optional<RuleRecord> decoded(
      RuleDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(decoder.decode(record.key(), record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }
}
