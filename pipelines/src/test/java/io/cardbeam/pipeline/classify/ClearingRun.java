package io.cardbeam.pipeline.classify;

import io.cardbeam.account.ClearingTermsHistory;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransactionException;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.address.AddressCountsView;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.PackEvents;
import io.cardbeam.pipeline.rule.RuleBookView;
import io.cardbeam.policy.Costs;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * What the step that decides and clears makes of events on the direct runner.
 *
 * @param ruled "TYPE id" of each transaction to "BOOKED" or the code of its exception
 * @param decisions on the requests
 * @param transfers of the ledger, as they came
 */
record ClearingRun(
    Map<String, String> ruled,
    List<AuthorizationDecision> decisions,
    List<LedgerTransfer> transfers) {
  private static final Map<String, Queue<Object>> COLLECTED = new ConcurrentHashMap<>();

  /** By terms under which all that does not match is an exception. */
  static final Deciding STRICT =
      new Deciding(
          FraudModel.standard(),
          Costs.standard(),
          Reference.standard(),
          ClearingTermsHistory.parse(
              "strict",
              """
              [2019-01-01]
              version = strict
              hold_days = 7
              hold_days_of =
              tolerance_percent = 100
              tolerance_percent_of =
              tolerance_least_minor = 100000
              tolerance_least_minor_of =
              above_tolerance = post
              after_hold = post
              not_approved = exception
              without_authorization = exception
              without_purchase = exception
              patience_hours = 24
              """));

  static ClearingRun unbounded(TestStream<Event> stream, Deciding deciding) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple classified = pipeline.apply(stream).apply(new ClassifyTransactions(deciding));
    String run = started();
    classified
        .get(ClassifyTransactions.DECIDED)
        .apply("KeepDecided", ParDo.of(new KeepFn<Decided>(run)));
    classified
        .get(ClassifyTransactions.BOOKED)
        .apply("KeepBooked", ParDo.of(new KeepFn<Event>(run)));
    classified
        .get(ClassifyTransactions.EXCEPTIONS)
        .apply("KeepExceptions", ParDo.of(new KeepFn<TransactionException>(run)));
    classified
        .get(ClassifyTransactions.LEDGER)
        .apply("KeepLedger", ParDo.of(new KeepFn<LedgerTransfer>(run)));
    return ended(pipeline, run);
  }

  static ClearingRun bounded(List<Event> events, Deciding deciding) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple booked =
        pipeline
            .apply(Create.of(events).withCoder(EventCoder.of()))
            .apply(new PackEvents())
            .apply(GroupByKey.create())
            .apply(
                new BookCards(
                    deciding,
                    BookCards.Clearing.BY_TRANSACTIONS,
                    RuleBookView.of(pipeline, List.of()),
                    AddressCountsView.none(pipeline)));
    String run = started();
    booked.get(BookCards.BOOKS).apply("KeepBooks", ParDo.of(new KeepBooksFn(run)));
    booked
        .get(BookCards.EXCEPTIONS)
        .apply("KeepExceptions", ParDo.of(new KeepFn<TransactionException>(run)));
    return ended(pipeline, run);
  }

  private static String started() {
    String run = UUID.randomUUID().toString();
    COLLECTED.put(run, new ConcurrentLinkedQueue<>());
    return run;
  }

  private static ClearingRun ended(Pipeline pipeline, String run) {
    pipeline.run().waitUntilFinish();
    Map<String, String> ruled = new TreeMap<>();
    List<AuthorizationDecision> decisions = new ArrayList<>();
    List<LedgerTransfer> transfers = new ArrayList<>();
    for (Object one : Objects.requireNonNull(COLLECTED.remove(run))) {
      if (one instanceof Decided decided) {
        decisions.add(decided.decision());
      } else if (one instanceof AnsweredRequest answered) {
        decisions.add(answered.decision());
      } else if (one instanceof LedgerTransfer transfer) {
        transfers.add(transfer);
      } else if (one instanceof Event event && event.type() == EventType.LEDGER_TRANSFER) {
        transfers.add(event.body(LedgerTransfer.class));
      } else if (one instanceof TransactionException it) {
        put(ruled, typeOf(it) + " " + it.getTransactionId(), it.getCode());
      } else if (one instanceof Event event && isTransaction(event.type())) {
        put(ruled, ClearingModel.name(event), "BOOKED");
      }
    }
    return new ClearingRun(ruled, decisions, transfers);
  }

  private static boolean isTransaction(EventType type) {
    return type != EventType.CARD_UPDATE && type != EventType.FRAUD_FINDING;
  }

  private static void put(Map<String, String> ruled, String name, String fate) {
    String earlier = ruled.put(name, fate);
    if (earlier != null) {
      throw new AssertionError(name + " was ruled twice: " + earlier + ", " + fate);
    }
  }

  private static EventType typeOf(TransactionException exception) {
    for (EventType type : EventType.values()) {
      if (type.recordClass().getSimpleName().equals(exception.getTransactionType())) {
        return type;
      }
    }
    throw new AssertionError(exception.getTransactionType() + " is no type of event");
  }

  private static void keep(String run, Object value) {
    Objects.requireNonNull(COLLECTED.get(run)).add(value);
  }

  private static final class KeepFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    KeepFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element T value) {
      keep(run, value);
    }
  }

  private static final class KeepBooksFn extends DoFn<CardBooks, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    KeepBooksFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element CardBooks books) {
      books.events().forEach(event -> keep(run, event));
      books.answers().forEach(answer -> keep(run, answer));
    }
  }
}
