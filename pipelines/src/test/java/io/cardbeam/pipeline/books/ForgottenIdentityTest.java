package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.classify.ClassifyTransactions;
import io.cardbeam.sample.IdentityCases;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What comes under a used identity after the stream has forgotten the first: it is new to the
 * stream. PostgreSQL and bounded mode know the first: another content is a conflict there, and a
 * copy changes nothing.
 */
class ForgottenIdentityTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  private static final String OTHERS = "others";
  private static final String COPIES = "copies";
  private static final Queue<Conflict> EARLY = new ConcurrentLinkedQueue<>();
  private static final Queue<TransactionException> EXCEPTIONS = new ConcurrentLinkedQueue<>();

  private static final List<Event> EVENTS = new ArrayList<>();
  private static List<String> putAside = List.of();
  private static List<String> requests = List.of();

  @BeforeAll
  static void stream() throws SQLException {
    EVENTS.addAll(IdentityCases.forgotten(OTHERS, false));
    EVENTS.addAll(IdentityCases.forgotten(COPIES, true));
    runStream();
    putAside =
        DATABASE.column(
            "SELECT error_code || ' ' || kind || ' ' || error_message FROM books.refused_document");
    requests =
        DATABASE.column(
            "SELECT card_token FROM books.authorization_request JOIN books.card USING (card_id)"
                + " WHERE request_key = 'a1'");
  }

  @Test
  void theStreamItselfHasForgottenThem() {
    assertThat(EARLY).isEmpty();
    assertThat(EXCEPTIONS).isEmpty();
  }

  @Test
  void boundedModeKnowsEach() {
    assertThat(DistinctEvents.of(EVENTS).conflicts())
        .extracting(conflict -> conflict.event().type())
        .containsExactlyInAnyOrderElementsOf(IdentityCases.KINDS);
  }

  @Test
  void postgresPutsEachAsideAndKeepsTheFirst() {
    assertThat(putAside).hasSameSizeAs(IdentityCases.KINDS);
    for (Conflict conflict : DistinctEvents.of(EVENTS).conflicts()) {
      assertThat(putAside)
          .filteredOn(row -> row.startsWith("CONFLICT " + conflict.event().type() + " "))
          .singleElement()
          .asString()
          .contains(
              OTHERS,
              "%016x".formatted(conflict.standing()),
              "%016x".formatted(conflict.event().fingerprint()));
    }
    assertThat(requests).containsExactlyInAnyOrder(OTHERS, COPIES);
  }

  /** What comes between the first and the second copies may come in any order, and at once. */
  private static int step(Event event) {
    int kinds = IdentityCases.KINDS.size();
    int place = (int) event.position();
    boolean isBetween = kinds <= place && place < EVENTS.size() / 2 - kinds;
    return isBetween ? kinds : place;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type.
  private static void runStream() {
    TestStream.Builder<Event> builder = TestStream.create(EventCoder.of());
    Map<Integer, List<TimestampedValue<Event>>> steps = new TreeMap<>();
    for (Event event : EVENTS) {
      steps
          .computeIfAbsent(step(event), any -> new ArrayList<>())
          .add(TimestampedValue.of(event, Instant.ofEpochMilli(event.eventTimeMillis())));
    }
    for (List<TimestampedValue<Event>> step : steps.values()) {
      builder =
          builder.addElements(
              step.get(0), step.subList(1, step.size()).toArray(new TimestampedValue[0]));
    }
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple classified =
        pipeline
            .apply(builder.advanceWatermarkToInfinity())
            .apply(new ClassifyTransactions(Deciding.standard()));
    PCollection<Event> standing = classified.get(ClassifyTransactions.STANDING);
    PCollection<Conflict> early = classified.get(ClassifyTransactions.CONFLICTS);
    PCollection<Decided> decided =
        classified.get(ClassifyTransactions.DECIDED).apply(Filter.by(answer -> !answer.repeated()));
    PCollection<TransactionException> exceptions = classified.get(ClassifyTransactions.EXCEPTIONS);
    early.apply("KeepEarly", ParDo.of(new KeepFn<>("early")));
    exceptions.apply("KeepRest", ParDo.of(new KeepFn<>("exceptions")));
    PCollectionTuple.of(WriteBooks.CARD_EVENTS, standing)
        .and(WriteBooks.CONFLICTS, early)
        .and(WriteBooks.DECIDED, decided)
        .and(WriteBooks.BOOKED, classified.get(ClassifyTransactions.BOOKED))
        .and(WriteBooks.EXCEPTIONS, exceptions)
        .apply(WriteBooks.to(DATABASE.connection()));
    pipeline.run().waitUntilFinish();
  }

  private static final class KeepFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    private final String name;

    KeepFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element T element) {
      switch (name) {
        case "early" -> EARLY.add((Conflict) element);
        default -> EXCEPTIONS.add((TransactionException) element);
      }
    }
  }
}
