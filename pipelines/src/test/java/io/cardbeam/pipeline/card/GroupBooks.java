package io.cardbeam.pipeline.card;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Brings together what the books hold of each card. Bounded input in the global window. */
public final class GroupBooks extends PTransform<PCollectionTuple, PCollection<CardBooks>> {
  private static final long serialVersionUID = 1L;

  /** Input: requests with their decisions. */
  public static final TupleTag<Decided> DECIDED = new TupleTag<>("decided");

  /** Input: card updates, fraud findings and booked transactions. */
  public static final TupleTag<Event> EVENTS = new TupleTag<>("events");

  @Override
  public PCollection<CardBooks> expand(PCollectionTuple input) {
    PCollection<Event> answers =
        input
            .get(DECIDED)
            .apply(
                "AsEvents",
                FlatMapElements.into(TypeDescriptor.of(Event.class))
                    .via(one -> List.of(Event.of(one.request()), Event.of(one.decision()))))
            .setCoder(EventCoder.of());
    return PCollectionList.of(answers.apply("PackAnswers", new PackEvents()))
        .and(input.get(EVENTS).apply("PackEvents", new PackEvents()))
        .apply("AllBlocks", Flatten.pCollections())
        .apply("GroupByCard", GroupByKey.create())
        .apply("AsBooks", ParDo.of(new AsBooksFn()))
        .setCoder(CardBooksCoder.of());
  }

  private static final class AsBooksFn extends DoFn<KV<String, Iterable<byte[]>>, CardBooks> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<byte[]>> card, OutputReceiver<CardBooks> output) {
      CardHistory history = CardHistory.of(card.getValue());
      List<Event> booked = new ArrayList<>();
      List<AnsweredRequest> answers = new ArrayList<>();
      for (Event event : history.events()) {
        if (event.type() == EventType.AUTHORIZATION_REQUEST) {
          AuthorizationDecision decision = history.decisions().get(event.id());
          if (decision == null) {
            throw new IllegalStateException("request " + event.id() + " came without its decision");
          }
          answers.add(new AnsweredRequest(event.body(AuthorizationRequest.class), decision));
        } else {
          booked.add(event);
        }
      }
      output.output(new CardBooks(card.getKey(), booked, answers));
    }
  }
}
