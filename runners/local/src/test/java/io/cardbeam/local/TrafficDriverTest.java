package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The driver on a real Kafka, with a few lines in the pipeline's place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficDriverTest {
  private static final Instant START = Instant.parse("2019-01-01T22:30:00Z");
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final int REQUESTS = 300;
  private static final int DECLINED = REQUESTS / 10;
  private static final int APPROVED = REQUESTS - DECLINED;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private DataFolder data;
  private EmbeddedKafka kafka;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = DataFolder.open(folder);
    kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
  }

  @AfterAll
  void stop() throws Exception {
    threads.shutdownNow();
    kafka.close();
    data.close();
  }

  @Test
  void sendsWhatFollowsAnAnswerAndCountsEachAnswerOnce() throws Exception {
    KafkaConnection connection = topics("whole.");
    Future<List<Event>> responder = threads.submit(new Responder(connection, 2 * REQUESTS));
    TrafficMeter meter = new TrafficMeter();
    try (TrafficDriver driver =
        new TrafficDriver(connection, Pace.fast(), meter, Bookmark.START, bookmark -> {})) {
      driver.run(traffic().iterator());
    }
    TrafficCounts counts = meter.counts();
    assertThat(counts.requests()).isEqualTo(REQUESTS);
    assertThat(counts.approved()).isEqualTo(APPROVED);
    assertThat(counts.declined()).isEqualTo(DECLINED);
    assertThat(counts.followUps()).isEqualTo(REQUESTS);
    assertThat(counts.repeated()).isPositive();
    assertThat(counts.latency().maxMicros()).isGreaterThanOrEqualTo(counts.latency().p50Micros());
    List<Event> seen = responder.get(60, TimeUnit.SECONDS);
    assertThat(ids(seen, EventType.PURCHASE)).hasSize(APPROVED).doesNotHaveDuplicates();
    assertThat(ids(seen, EventType.FRAUD_FINDING)).hasSize(DECLINED).doesNotHaveDuplicates();
    assertThat(ids(seen, EventType.AUTHORIZATION_REQUEST)).doesNotHaveDuplicates();
  }

  @Test
  void goesOnFromItsBookmarkAndLeavesNothingOut() throws Exception {
    KafkaConnection connection = topics("stopped.");
    Future<List<Event>> responder = threads.submit(new Responder(connection, 2 * REQUESTS));
    List<Bookmark> kept = new ArrayList<>();
    try (TrafficDriver driver = driver(connection, Bookmark.START, kept)) {
      driver.run(stopAfter(REQUESTS / 2, driver));
    }
    Bookmark middle = kept.get(kept.size() - 1);
    assertThat(middle.steps()).isBetween(1L, (long) REQUESTS / 2);
    try (TrafficDriver driver = driver(connection, middle, kept)) {
      driver.run(traffic().iterator());
    }
    assertThat(kept)
        .last()
        .isEqualTo(
            new Bookmark(
                REQUESTS,
                START.plus(BETWEEN.multipliedBy(REQUESTS - 1)).toEpochMilli(),
                List.of()));
    List<Event> seen = responder.get(60, TimeUnit.SECONDS);
    assertThat(ids(seen, EventType.AUTHORIZATION_REQUEST))
        .containsExactlyInAnyOrderElementsOf(requestIds());
    assertThat(ids(seen, EventType.PURCHASE)).hasSize(APPROVED).doesNotHaveDuplicates();
  }

  private static TrafficDriver driver(
      KafkaConnection connection, Bookmark from, List<Bookmark> kept) throws Exception {
    return new TrafficDriver(connection, Pace.fast(), new TrafficMeter(), from, kept::add);
  }

  private KafkaConnection topics(String prefix) throws Exception {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), prefix)) {
      topics.create();
    }
    return new KafkaConnection(kafka.bootstrapServers(), prefix, Map.of());
  }

  private static Iterator<Step> stopAfter(int steps, TrafficDriver driver) {
    Iterator<Step> all = traffic().iterator();
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Step next() {
        if (given++ == steps) {
          driver.stop();
        }
        return all.next();
      }
    };
  }

  private static List<String> ids(List<Event> events, EventType type) {
    return events.stream().filter(e -> e.type() == type).map(Event::id).toList();
  }

  private static List<String> requestIds() {
    return traffic().stream().map(step -> ((Step.Attempt) step).request().getRequestId()).toList();
  }

  /** One request a minute, over a midnight; each tenth is above the limit. */
  private static List<Step> traffic() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      AuthorizationRequest request =
          new AuthorizationRequest(
              "r" + i,
              "card" + i % 7,
              START.plus(BETWEEN.multipliedBy(i)),
              i % 10 == 0 ? Responder.LIMIT_MINOR + 1 : 100L + i,
              "USD",
              "m1",
              "Merchant",
              "grocery_pos",
              Channel.CARD_PRESENT,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null);
      steps.add(
          new Step.Attempt(
              request, List.of(ClearOnApproval.purchase(request)), List.of(finding(request))));
    }
    return steps;
  }

  private static Event finding(AuthorizationRequest request) {
    return Event.of(
        new FraudFinding(
            "f" + request.getRequestId(),
            request.getRequestId(),
            request.getEventTime(),
            request.getCardToken(),
            request.getEventTime().plus(BETWEEN),
            FindingVerdict.FRAUD,
            FindingSource.CARDHOLDER,
            ""));
  }
}
