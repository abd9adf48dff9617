package io.cardbeam.pipeline.rule;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.label.CardLabels;
import io.cardbeam.label.Label;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * What a shadow rule would have hit, bounded: counts its hits by the outcome that the request had
 * and by what it turned out to be, and gives the first few as lines of text, a TAB between event
 * time, amount, merchant, category, outcome and {@code fraud} or {@code genuine}.
 */
public final class TryRule extends PTransform<PCollectionTuple, PCollection<String>> {
  /** Requests with their decisions, in. */
  public static final TupleTag<Decided> DECIDED = new TupleTag<>("decided") {};

  /** Events of cards, in; their {@link Label labels} say what was fraud. */
  public static final TupleTag<Event> EVENTS = new TupleTag<>("events") {};

  /** Namespace of the counters. */
  public static final String NAMESPACE = "try-rule";

  /** Counter of the requests that turned out to be fraud. */
  public static final String FRAUDS = "frauds";

  /** Counter of those among them that the rule would have hit. */
  public static final String HITS_ON_FRAUD = "hits_on_fraud";

  private static final long serialVersionUID = 1L;
  private static final TupleTag<Decided> HITS = new TupleTag<>("hits") {};
  private static final TupleTag<Event> LABELS = new TupleTag<>("found") {};

  private final String ruleId;
  private final int examples;

  /**
   * @param ruleId the shadow rule's
   * @param examples most lines to give
   */
  public TryRule(String ruleId, int examples) {
    this.ruleId = ruleId;
    this.examples = examples;
  }

  /** Name of the counter of hits on requests that were answered so. */
  public static String hitsCounter(Outcome outcome) {
    return "hits_" + outcome.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public PCollection<String> expand(PCollectionTuple input) {
    String id = ruleId;
    PCollection<KV<String, Decided>> hits =
        input
            .get(DECIDED)
            .apply("Hits", Filter.by(d -> d.rules().shadowed().contains(id)))
            .apply(
                "HitsByRequest",
                WithKeys.of(
                        (Decided d) -> key(d.request().getCardToken(), d.request().getRequestId()))
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), DecidedCoder.of()));
    PCollection<KV<String, Event>> labels =
        input
            .get(EVENTS)
            .apply("Labels", Filter.by(event -> Label.of(event).isPresent()))
            .apply(
                "LabelsByRequest",
                WithKeys.of((Event e) -> key(e.cardToken(), Label.of(e).orElseThrow().requestId()))
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), EventCoder.of()));
    return KeyedPCollectionTuple.of(HITS, hits)
        .and(LABELS, labels)
        .apply("Join", CoGroupByKey.create())
        .apply("Count", ParDo.of(new CountFn()))
        .setCoder(StringUtf8Coder.of())
        .apply("First", Top.smallest(examples))
        .apply("Each", Flatten.iterables());
  }

  /** An id is one among those of its card, whose token holds no blank. */
  private static String key(String cardToken, String requestId) {
    return cardToken + ' ' + requestId;
  }

  private static final class CountFn extends DoFn<KV<String, CoGbkResult>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<String, CoGbkResult> request, OutputReceiver<String> output) {
      boolean fraud = CardLabels.of(request.getValue().getAll(LABELS)).hasFraud();
      if (fraud) {
        Metrics.counter(NAMESPACE, FRAUDS).inc();
      }
      for (Decided hit : request.getValue().getAll(HITS)) {
        Metrics.counter(NAMESPACE, hitsCounter(hit.decision().getOutcome())).inc();
        if (fraud) {
          Metrics.counter(NAMESPACE, HITS_ON_FRAUD).inc();
        }
        output.output(line(hit, fraud));
      }
    }

    private static String line(Decided hit, boolean fraud) {
      AuthorizationRequest request = hit.request();
      return String.join(
          "\t",
          List.of(
              request.getEventTime().toString(),
              MinorUnits.decimal(request.getAmountMinor(), request.getCurrency())
                  + " "
                  + request.getCurrency(),
              request.getMerchantName().replace('\t', ' ').replace('\n', ' '),
              request.getCategory(),
              hit.decision().getOutcome().name().toLowerCase(Locale.ROOT),
              fraud ? "fraud" : "genuine"));
    }
  }
}
