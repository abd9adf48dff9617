/** What has to be beside {@link org.apache.beam.sdk.io.kafka.KafkaIO} to use its source. */
package org.apache.beam.sdk.io.kafka;
