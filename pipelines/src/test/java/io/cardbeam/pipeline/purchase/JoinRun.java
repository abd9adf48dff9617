package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Runs {@link JoinPurchases} on the direct runner and gives back what came out, as sentences. */
final class JoinRun {
  private static final Map<String, Queue<String>> COLLECTED = new ConcurrentHashMap<>();

  private JoinRun() {}

  static Map<String, String> bounded(List<Decided> decisions, List<Event> events) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    return run(
        pipeline,
        pipeline.apply("Decisions", Create.of(decisions).withCoder(DecidedCoder.of())),
        pipeline.apply("Events", Create.of(events).withCoder(EventCoder.of())),
        ClearingTerms.STANDARD);
  }

  static Map<String, String> unbounded(TestStream<Fact> stream, ClearingTerms terms) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollection<Fact> facts = pipeline.apply(stream);
    return run(
        pipeline,
        facts.apply("OnlyDecisions", ParDo.of(new DecisionsFn())).setCoder(DecidedCoder.of()),
        facts.apply("OnlyEvents", ParDo.of(new EventsFn())).setCoder(EventCoder.of()),
        terms);
  }

  /** "KIND id" to "BOOKED" or code. Fails if a transaction was ruled twice. */
  private static Map<String, String> run(
      Pipeline pipeline,
      PCollection<Decided> decisions,
      PCollection<Event> events,
      ClearingTerms terms) {
    String run = UUID.randomUUID().toString();
    COLLECTED.put(run, new ConcurrentLinkedQueue<>());
    PCollectionTuple joined =
        PCollectionTuple.of(JoinPurchases.DECIDED, decisions)
            .and(JoinPurchases.TRANSACTIONS, events)
            .apply(JoinPurchases.create().withTerms(terms));
    joined.get(JoinPurchases.BOOKED).apply("CollectBooked", ParDo.of(new BookedFn(run)));
    joined.get(JoinPurchases.EXCEPTIONS).apply("CollectRest", ParDo.of(new ExceptionFn(run)));
    pipeline.run().waitUntilFinish();
    TreeMap<String, String> ruled = new TreeMap<>();
    for (String line :
        new ArrayList<>(COLLECTED.getOrDefault(run, new ConcurrentLinkedQueue<>()))) {
      String[] parts = line.split("=", 2);
      String earlier = ruled.put(parts[0], parts[1]);
      if (earlier != null) {
        throw new AssertionError(parts[0] + " was ruled twice: " + earlier + ", " + parts[1]);
      }
    }
    COLLECTED.remove(run);
    return ruled;
  }

  private static void collect(String run, String line) {
    COLLECTED.computeIfPresent(
        run,
        (key, lines) -> {
          lines.add(line);
          return lines;
        });
  }

  private static final class BookedFn extends DoFn<Booked, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    BookedFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element Booked booked) {
      Event event = booked.event();
      collect(run, event.type() + " " + event.id() + "=BOOKED");
    }
  }

  private static final class ExceptionFn extends DoFn<TransactionException, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    ExceptionFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element TransactionException it) {
      String kind = ClearingModel.nameOf(it.getTransactionType());
      collect(run, kind + " " + it.getTransactionId() + "=" + it.getCode());
    }
  }

  private static final class DecisionsFn extends DoFn<Fact, Decided> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Fact fact, OutputReceiver<Decided> out) {
      if (fact instanceof Fact.OfDecision it) {
        out.output(it.decided());
      }
    }
  }

  private static final class EventsFn extends DoFn<Fact, Event> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Fact fact, OutputReceiver<Event> out) {
      if (fact instanceof Fact.OfTransaction it) {
        out.output(it.event());
      }
    }
  }
}
