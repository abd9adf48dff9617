package io.cardbeam.pipeline.address;

import io.cardbeam.address.CountedHour;
import io.cardbeam.address.DistinctCards;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Counts the cards that ask from an address: events in, an {@link AddressCount} out each time that
 * the distinct cards of an address in a clock hour of event time have become one more, from {@link
 * CountedHour#MIN_PUBLISHED} to {@link DistinctCards#MAX}. In SQL, at each moment:
 *
 * <pre>
 * select client_ip_hash, hour(event_time), count(distinct card_token)
 * from requests where client_ip_hash is not null
 * group by client_ip_hash, hour(event_time) having count(distinct card_token) &gt;= 3
 * </pre>
 *
 * <p>A card counts however often it asks, and whatever the answer. A request that comes late counts
 * in its own hour until the watermark is {@link CountFn#LATENESS} past that hour's end; beyond, its
 * count could not be in force any more. Requests without an address go no further than a filter.
 */
public final class CountAddressCards
    extends PTransform<PCollection<Event>, PCollection<AddressCount>> {
  /** Namespace of the counters. */
  public static final String NAMESPACE = "address-counts";

  /** Counter of counts that went out. */
  public static final String PUBLISHED = "published";

  /** Counter of counts beyond {@link io.cardbeam.address.AddressCounts.Reach#maxCounts}. */
  public static final String NO_ROOM = "no_room";

  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<AddressCount> expand(PCollection<Event> events) {
    return events
        .apply("KeyByAddressAndHour", ParDo.of(new KeyFn()))
        .setCoder(KvCoder.of(new CountedHourCoder(), new SeenCard.SeenCardCoder()))
        .apply("Count", ParDo.of(new CountFn()))
        .setCoder(AvroRecordCoder.of(AddressCount.class));
  }

  private static final class KeyFn extends DoFn<Event, KV<CountedHour, SeenCard>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Event event, OutputReceiver<KV<CountedHour, SeenCard>> output) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        return;
      }
      String address = event.body(AuthorizationRequest.class).getClientIpHash();
      if (address != null) {
        output.output(
            KV.of(
                CountedHour.of(address, event.eventTimeMillis()),
                new SeenCard(DistinctCards.hash(event.cardToken()), event.eventTimeMillis())));
      }
    }
  }
}
