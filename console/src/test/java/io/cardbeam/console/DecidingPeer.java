package io.cardbeam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.Activity;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The other end of the wire: declines what costs 1,000 or more and raises an alert, approves the
 * rest, and says nothing to the merchant of the name {@link #UNANSWERED} until it is told to. A
 * request that comes again gets the first one's decision again, as from the stream. Keeps what it
 * read.
 */
final class DecidingPeer implements AutoCloseable {
  static final String UNANSWERED = "unanswered";

  private static final long DECLINED_FROM_MINOR = 100_000;

  final ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> read = new ConcurrentLinkedQueue<>();

  private final Queue<AuthorizationRequest> unanswered = new ConcurrentLinkedQueue<>();
  private final Map<String, AuthorizationRequest> first = new HashMap<>();
  private final KafkaConnection kafka;
  private final WireCodec codec = new WireCodec();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::answerAll, "deciding-peer");

  DecidingPeer(KafkaConnection kafka) {
    this.kafka = kafka;
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer.assign(kafka.partitions(consumer, Topic.CARD_EVENTS));
    thread.start();
  }

  private void answerAll() {
    try (consumer;
        producer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          read.add(record);
          if (codec.decode(record.value()) instanceof AuthorizationRequest request) {
            answer(request);
          }
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(AuthorizationRequest request) {
    if (request.getMerchantName().equals(UNANSWERED)) {
      unanswered.add(request);
      return;
    }
    decide(request);
  }

  /** The requests that it read. */
  List<AuthorizationRequest> requests() throws UnreadableRecordException {
    return events(AuthorizationRequest.class);
  }

  /** What it read of a kind. */
  <T extends SpecificRecord> List<T> events(Class<T> kind) throws UnreadableRecordException {
    List<T> all = new ArrayList<>();
    WireCodec own = new WireCodec();
    for (ConsumerRecord<byte[], byte[]> record : read) {
      SpecificRecord event = own.decode(record.value());
      if (kind.isInstance(event)) {
        all.add(kind.cast(event));
      }
    }
    return all;
  }

  /** Answers what was left unanswered. */
  void answerLate() {
    for (AuthorizationRequest request; (request = unanswered.poll()) != null; ) {
      decide(request);
    }
  }

  private synchronized void decide(AuthorizationRequest repeated) {
    AuthorizationRequest request = first.computeIfAbsent(repeated.getRequestId(), id -> repeated);
    boolean declined = request.getAmountMinor() >= DECLINED_FROM_MINOR;
    List<Reason> reasons =
        declined
            ? List.of(new Reason("AMOUNT", "far above what is usual for the card", null))
            : List.of();
    Outcome outcome = declined ? Outcome.DECLINED : Outcome.APPROVED;
    if (declined) {
      publish(Topic.FRAUD_ALERTS, alert(request, reasons));
    }
    publish(Topic.ACTIVITY, activity(request, outcome));
    publish(
        Topic.AUTHORIZATION_DECISIONS,
        AuthorizationDecision.newBuilder()
            .setRequestId(request.getRequestId())
            .setCardToken(request.getCardToken())
            .setEventTime(request.getEventTime())
            .setOutcome(outcome)
            .setFraudProbability(declined ? 0.75 : 0.25)
            .setReasons(reasons)
            .setPolicyVersion("peer")
            .setModelVersion("peer")
            .setRequestFingerprint(Event.of(request).fingerprint())
            .build());
  }

  private static FraudAlert alert(AuthorizationRequest request, List<Reason> reasons) {
    return FraudAlert.newBuilder()
        .setAlertId(request.getRequestId())
        .setCardToken(request.getCardToken())
        .setEventTime(request.getEventTime())
        .setOutcome(Outcome.DECLINED)
        .setFraudProbability(0.75)
        .setAmountMinor(request.getAmountMinor())
        .setCurrency(request.getCurrency())
        .setMerchantId(request.getMerchantId())
        .setMerchantName(request.getMerchantName())
        .setCategory(request.getCategory())
        .setLastFour("1486")
        .setCity("Fresno")
        .setState("CA")
        .setReasons(reasons)
        .build();
  }

  private static Activity activity(AuthorizationRequest request, Outcome outcome) {
    return Activity.newBuilder()
        .setWindowStart(request.getEventTime().truncatedTo(ChronoUnit.MINUTES))
        .setWindowEnd(request.getEventTime().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60))
        .setState("CA")
        .setCity(request.getRequestId())
        .setCategory(request.getCategory())
        .setOutcome(outcome)
        .setCurrency(request.getCurrency())
        .setCount(1)
        .setAmountMinor(request.getAmountMinor())
        .build();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a lost one fails the test that waits for it
  private void publish(Topic topic, SpecificRecord body) {
    producer.send(
        new ProducerRecord<>(kafka.name(topic), "key".getBytes(UTF_8), codec.encode(body)));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
