package io.cardbeam.local.visitor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Made-up visitors at work on a thread of their own: people with browsers, shops that ask for
 * payments, robots, scanners, a monitor. They come from this machine and say their addresses in
 * {@code X-Forwarded-For}, as a proxy does.
 */
public final class Visitors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final long STOPS_WITHIN_MILLIS = 20_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_WITHIN)
          .build();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong answered = new AtomicLong();
  private final String server;
  private final String key;
  private final List<Payment> payments;
  private final double visitsPerSecond;
  private final RandomGenerator random;
  private final Map<VisitorKind, List<Visitor>> known = new EnumMap<>(VisitorKind.class);
  private final Thread thread = new Thread(this::visit, "visitors");
  private int nextPayment;

  private record Visitor(String address, String agent) {}

  private Visitors(
      String server, String key, List<Payment> payments, double visitsPerSecond, long seed) {
    this.server = server;
    this.key = key;
    this.payments = List.copyOf(payments);
    this.visitsPerSecond = visitsPerSecond;
    this.random = new SplittableRandom(seed);
    for (VisitorKind kind : VisitorKind.values()) {
      known.put(
          kind,
          random
              .ints(kind.visitors())
              .mapToObj(i -> new Visitor(MadeUpPlaces.address(random), kind.agent(random)))
              .toList());
    }
  }

  /**
   * Lets them come.
   *
   * @param server address of console and gateway, such as {@code http://127.0.0.1:8480}
   * @param key of the shops
   * @param payments that shops ask for, one after the other and then from the first; may be empty
   * @param visitsPerSecond on average; a visit has some three requests
   * @param seed of all that is random
   */
  public static Visitors start(
      String server, String key, List<Payment> payments, double visitsPerSecond, long seed) {
    Visitors visitors = new Visitors(server, key, payments, visitsPerSecond, seed);
    visitors.thread.setDaemon(true);
    visitors.thread.start();
    return visitors;
  }

  /** Writes the file by which the visitors' addresses are located. */
  public static void writePlaces(Path file) throws IOException {
    Files.write(file, MadeUpPlaces.file());
  }

  /** Requests that were answered so far. */
  public long answered() {
    return answered.get();
  }

  private void visit() {
    try {
      List<String> parts = Visit.parts(send(Visit.Asked.page("/"), any(VisitorKind.MONITOR)));
      while (!stopped.await(pauseMillis(), TimeUnit.MILLISECONDS)) {
        VisitorKind kind = VisitorKind.any(random);
        Visitor visitor = any(kind);
        for (Visit.Asked asked : Visit.of(kind, random, server, parts, payment(kind))) {
          if (stopped.getCount() == 0) {
            return;
          }
          send(asked, visitor);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Times between visits are those of people who do not know of each other. */
  private long pauseMillis() {
    return (long) (-Math.log(1 - random.nextDouble()) / visitsPerSecond * 1_000);
  }

  private Visitor any(VisitorKind kind) {
    List<Visitor> all = known.getOrDefault(kind, List.of());
    return all.get(random.nextInt(all.size()));
  }

  private Optional<Payment> payment(VisitorKind kind) {
    if (kind != VisitorKind.SHOP || payments.isEmpty()) {
      return Optional.empty();
    }
    Payment next = payments.get(nextPayment);
    nextPayment = (nextPayment + 1) % payments.size();
    return Optional.of(next);
  }

  /** Sends a request; gives the answer's text, and nothing if there is no answer. */
  private String send(Visit.Asked asked, Visitor visitor) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + asked.path()))
            .timeout(ANSWER_WITHIN)
            .header("X-Forwarded-For", visitor.address())
            .header("User-Agent", visitor.agent());
    asked.referrer().ifPresent(from -> request.header("Referer", from));
    if (asked.key() != Visit.Key.NONE) {
      String shown = asked.key() == Visit.Key.SHOP ? key : "cb_m_not-a-key";
      request.header("Authorization", "Bearer " + shown);
    }
    if (asked.body().isPresent()) {
      request
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", "visit-" + Long.toHexString(System.nanoTime()))
          .POST(BodyPublishers.ofString(asked.body().get()));
    }
    try {
      String text = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      answered.incrementAndGet();
      return text;
    } catch (IOException e) {
      LOG.debug("a visitor was not answered: {}", e.toString());
      return "";
    }
  }

  /** They leave; who is being answered waits for it. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(STOPS_WITHIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
