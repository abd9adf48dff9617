package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.published.PublishedSoFar;
import io.cardbeam.wire.Topic;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the topic of counts from its beginning to where it ends now.
 *
 * @param reach how far back they are kept
 */
public record KafkaAddressCounts(KafkaConnection kafka, AddressCounts.Reach reach)
    implements CountsAtStart {

  /**
   * Reads it.
   *
   * @throws KafkaException as {@link PublishedSoFar#read}
   */
  @Override
  public AddressCounts read() {
    return AddressCounts.empty(reach)
        .plusAll(PublishedSoFar.read(kafka, Topic.ADDRESS_COUNTS, new AddressCountDecoder()))
        .counts();
  }
}
