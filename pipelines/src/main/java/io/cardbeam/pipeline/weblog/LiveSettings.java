package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.time.Duration;

/**
 * What the unbounded pipeline of access logs reads, and how often it writes.
 *
 * @param kafka where the topic is
 * @param topic its whole name
 * @param startFrom where a job without state begins to read
 * @param fileEvery longest time that a row waits for its file
 * @param sessionWait how long no hit of a visitor has come when the sessions are over
 */
public record LiveSettings(
    KafkaConnection kafka,
    String topic,
    StartFrom startFrom,
    Duration fileEvery,
    Duration sessionWait) {}
