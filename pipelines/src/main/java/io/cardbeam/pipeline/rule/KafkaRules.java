package io.cardbeam.pipeline.rule;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.published.PublishedSoFar;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Reads the topic of rules from its beginning to where it ends now. */
public record KafkaRules(KafkaConnection kafka) implements RulesAtStart {

  /**
   * Reads it.
   *
   * @throws KafkaException as {@link PublishedSoFar#read}
   */
  @Override
  public List<RuleRecord> read() {
    return PublishedSoFar.read(kafka, Topic.RULES, new RuleDecoder());
  }
}
