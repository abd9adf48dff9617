package io.cardbeam.pipeline.books;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.sample.RandomLedger;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole way from a pipeline into a real PostgreSQL. */
class WriteBooksTest {
  private static final int AUTHORIZATIONS = 60;
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  @Test
  void storesAllOnceHoweverOftenItRuns() throws SQLException {
    writeBounded();
    List<String> once = DATABASE.dump();
    assertThat(DATABASE.counts())
        .containsEntry("authorization_request", (long) AUTHORIZATIONS)
        .containsEntry("purchase", (long) AUTHORIZATIONS)
        .containsEntry("refund", (long) AUTHORIZATIONS)
        .containsEntry("card_update", 3L)
        .containsEntry("transaction_exception", 1L)
        .containsEntry("fraud_finding", 1L)
        .containsEntry("ledger_transfer", (long) ledger().size())
        .doesNotContainKey("refused_document");
    writeBounded();
    assertThat(DATABASE.dump()).isEqualTo(once);
  }

  @Test
  void aStreamStoresWhatABoundedRunStores() throws SQLException {
    writeBounded();
    List<String> bounded = DATABASE.dump();
    DATABASE.empty();
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple.of(
            WriteBooks.CARD_EVENTS,
            pipeline.apply("Cards", stream(TestStream.create(EventCoder.of()), cardEvents())))
        .and(
            WriteBooks.DECIDED,
            pipeline.apply("Decided", stream(TestStream.create(DecidedCoder.of()), decided())))
        .and(
            WriteBooks.BOOKED,
            pipeline.apply("Booked", stream(TestStream.create(EventCoder.of()), booked())))
        .and(
            WriteBooks.EXCEPTIONS,
            pipeline.apply(
                "Exceptions",
                stream(
                    TestStream.create(AvroCoder.of(TransactionException.class)),
                    List.of(exception()))))
        .and(
            WriteBooks.LEDGER,
            pipeline.apply(
                "Ledger",
                stream(TestStream.create(AvroRecordCoder.of(LedgerTransfer.class)), ledger())))
        .apply(WriteBooks.to(DATABASE.connection()));
    pipeline.run().waitUntilFinish();
    assertThat(DATABASE.dump()).isEqualTo(bounded);
  }

  private static <T> TestStream<T> stream(TestStream.Builder<T> builder, List<T> elements) {
    TestStream.Builder<T> filled = builder;
    for (T element : elements) {
      filled = filled.addElements(element);
    }
    return filled.advanceWatermarkToInfinity();
  }

  private static void writeBounded() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple.of(
            WriteBooks.CARD_EVENTS,
            pipeline.apply("Cards", Create.of(cardEvents()).withCoder(EventCoder.of())))
        .and(
            WriteBooks.DECIDED,
            pipeline.apply("Decided", Create.of(decided()).withCoder(DecidedCoder.of())))
        .and(
            WriteBooks.BOOKED,
            pipeline.apply("Booked", Create.of(booked()).withCoder(EventCoder.of())))
        .and(
            WriteBooks.EXCEPTIONS,
            pipeline.apply(
                "Exceptions",
                Create.of(exception()).withCoder(AvroCoder.of(TransactionException.class))))
        .and(
            WriteBooks.LEDGER,
            pipeline.apply(
                "Ledger", Create.of(ledger()).withCoder(AvroRecordCoder.of(LedgerTransfer.class))))
        .apply(WriteBooks.to(DATABASE.connection()));
    pipeline.run().waitUntilFinish();
  }

  private static List<Event> cardEvents() {
    List<Event> events = new ArrayList<>();
    for (int card = 0; card < 3; card++) {
      events.add(
          SampleEvents.cardUpdate(
              "u" + card, "card" + card, START, CardStatus.ACTIVE, card + " Street"));
    }
    events.add(SampleEvents.finding("n0", "a0", at(0), "card0", at(90), FindingVerdict.FRAUD));
    events.add(SampleEvents.payment("not for this input", "card0", START, 1_00));
    return events;
  }

  private static List<Decided> decided() {
    List<Decided> decided = new ArrayList<>();
    for (int i = 0; i < AUTHORIZATIONS; i++) {
      decided.add(
          SampleEvents.decided(
              "a" + i, "card" + i % 3, at(i), 50_00, Outcome.APPROVED, "Shop " + i % 7));
    }
    return decided;
  }

  private static List<Event> booked() {
    List<Event> booked = new ArrayList<>();
    for (int i = 0; i < AUTHORIZATIONS; i++) {
      String card = "card" + i % 3;
      booked.add(SampleEvents.refund("f" + i, "p" + i, "a" + i, card, at(i + 1), 5_00));
      booked.add(SampleEvents.purchase("p" + i, "a" + i, card, at(i), 20_00));
    }
    return booked;
  }

  private static List<LedgerTransfer> ledger() {
    return RandomLedger.of(new Random(1), "card0");
  }

  private static TransactionException exception() {
    return TransactionException.newBuilder()
        .setTransactionId("p9999")
        .setTransactionType("Purchase")
        .setAuthorizationId("nowhere")
        .setCardToken("card9")
        .setEventTime(START)
        .setAmountMinor(1_00)
        .setCurrency("USD")
        .setCode("NO_AUTHORIZATION")
        .setReason("no decision came")
        .build();
  }

  private static Instant at(int minute) {
    return START.plus(minute, MINUTES);
  }
}
