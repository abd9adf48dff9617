package io.cardbeam.command.rule;

import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.TrafficException;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.rule.KafkaRules;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;

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
    try (EventSender sender = new EventSender(kafka)) {
      for (RuleRecord record : records) {
        sender.send(record);
      }
      sender.flush();
    } catch (TrafficException | KafkaException e) {
      throw new IOException("the rules are not published: " + e.getMessage(), e);
    }
  }
}
