package io.cardbeam.command.stream;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.PartitionLimits;
import io.cardbeam.pipeline.read.PartitionScan;
import io.cardbeam.wire.Topic;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The look at what lies in the topics before a replay of them is submitted, which finds up to when
 * each partition's events are taken. The limits go into the pipeline itself, so that a restart
 * refuses what was refused before it.
 */
final class ReplayLook {
  private static final List<Topic> TOPICS = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);

  private final KafkaConnection kafka;
  private final ValueFormat format;
  private final ProgressLine line;

  /**
   * @param format of the records' values
   * @param out is told how far it is and what came of it
   */
  ReplayLook(KafkaConnection kafka, ValueFormat format, PrintWriter out) {
    this.kafka = kafka;
    this.format = format;
    this.line = ProgressLine.of(out, false);
  }

  /**
   * The times that are asked for, limited; live traffic has its clock, and whoever names an end has
   * said which dates can be, so that nothing is read for them.
   *
   * @throws KafkaException if a topic can't be read, though Kafka answers
   */
  EventTimes limited(EventTimes asked) {
    if (!(asked instanceof EventTimes.Replay replay) || replay.window().hasEnd()) {
      return asked;
    }
    Map<Topic, PartitionLimits> limits = new EnumMap<>(Topic.class);
    try {
      for (Topic topic : TOPICS) {
        limits.put(topic, scan(topic).limits());
      }
    } catch (KafkaException e) {
      if (!isOutOfReach(e)) {
        throw e;
      }
      line.say(
          kafka
              + " can't be reached from here, so dates more than a year after all others are not"
              + " looked for: name the day after the last with --events-to to have them refused");
      return asked;
    }
    return new EventTimes.Replay(replay.window(), limits);
  }

  private PartitionScan scan(Topic topic) {
    String name = kafka.name(topic);
    return line.during(
        "look at " + name,
        () ->
            PartitionScan.of(
                kafka,
                topic,
                format,
                read -> line.show(String.format(Locale.ROOT, "%s: %,d records", name, read))),
        scan ->
            String.format(
                Locale.ROOT,
                "%,d records, %,d dated more than a year after the others of their partition",
                scan.records(),
                scan.beyond()));
  }

  /** Where a job is submitted its brokers' names may be unknown, or its network closed. */
  private static boolean isOutOfReach(KafkaException failure) {
    return failure instanceof TimeoutException || failure.getCause() instanceof ConfigException;
  }
}
