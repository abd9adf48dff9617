package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.address.CountedHour;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.local.replay.TopicRecords;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cards counted by a stream that runs on real servers, a rule on their number, and the archive of
 * it all decided again.
 */
class AddressCountsInStreamTest {
  private static final String JOB = "address-trial";
  private static final String CROWDED = "crowded-address-000001";
  private static final String QUIET = "quiet-address-00000002";
  private static final int CARDS = 6;

  @TempDir private static Path folder;

  private final WireCodec codec = new WireCodec();
  private final Map<String, AuthorizationRequest> requests = new TreeMap<>();
  private final Map<String, AuthorizationDecision> answers = new TreeMap<>();

  @Test
  void aRuleOnManyCardsFromOneAddressRefersAndAReplayDecidesToTheByteAsTheStreamDid()
      throws Exception {
    Path lake = folder.resolve("lake");
    try (DataFolder data = DataFolder.open(folder.resolve("data"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
        LocalFlink flink = LocalFlink.start(data.part("flink"), 2)) {
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      KafkaConnection connection = new KafkaConnection(kafka.bootstrapServers(), "", Map.of());
      FlinkJob first = LiveStreamTrial.submit(flink, JOB, connection, lake);
      publishTheRule(connection);
      sendGarbage(connection);
      try (EventSender sender = new EventSender(connection);
          KafkaConsumer<byte[], byte[]> decisions = LiveStreamTrial.decisions(connection)) {
        for (int card = 0; card <= CARDS; card++) {
          sender.send(Event.of(LiveStreamTrial.issued(card(card))));
        }
        awaitTheRule(sender, decisions);
        for (int card = 0; card < CARDS; card++) {
          ask(card, CROWDED, sender, decisions);
        }
        askUntilReferred(connection, sender, decisions);
        first.stopWithSavepoint();

        String waiting = send(1, CROWDED, sender);
        FlinkJob second = LiveStreamTrial.submit(flink, JOB, connection, lake);
        await(waiting, decisions);
        ask(2, QUIET, sender, decisions);
        ask(2, null, sender, decisions);
        assertThat(second.failure()).isEmpty();
        second.drain();
      }
      assertAnsweredByTheCountsOfTheirTimes(counts(connection));
      assertThat(deadLetters(connection)).containsExactly("NO_HEADER");
    }
    assertThat(withoutWaiting(decidedAgain(lake))).isEqualTo(withoutWaiting(answers));
  }

  /**
   * Without the card that waited for the rules: they were published for times that had passed, so a
   * replay decides by them what the stream answered before they came.
   */
  private static Map<String, AuthorizationDecision> withoutWaiting(
      Map<String, AuthorizationDecision> decisions) {
    Map<String, AuthorizationDecision> rest = new TreeMap<>(decisions);
    rest.values().removeIf(decision -> decision.getCardToken().equals(card(CARDS)));
    return rest;
  }

  /** Whatever came when, each answer follows from the counts on the topic and the event time. */
  private void assertAnsweredByTheCountsOfTheirTimes(List<AddressCount> counts) {
    assertThat(counts).extracting(AddressCount::getAddressHash).containsOnly(CROWDED);
    assertThat(counts).extracting(AddressCount::getCards).contains(3, 4, 5, 6);
    for (AddressCount count : counts) {
      assertThat(Duration.between(count.getPublishedAt(), count.getEffectiveFrom()))
          .isGreaterThanOrEqualTo(CountedHour.LEAD);
    }
    int ruled = 0;
    for (AuthorizationDecision answer : answers.values()) {
      AuthorizationRequest request = Objects.requireNonNull(requests.get(answer.getRequestId()));
      Instant at = request.getEventTime();
      int cards =
          counts.stream()
              .filter(count -> count.getAddressHash().equals(request.getClientIpHash()))
              .filter(count -> !at.isBefore(count.getEffectiveFrom()))
              .filter(count -> at.isBefore(count.getUntil()))
              .mapToInt(AddressCount::getCards)
              .max()
              .orElse(0);
      assertThat(isOfTheCrowd(answer)).as("%s, %d cards", answer, cards).isEqualTo(cards >= 5);
      ruled += cards >= 5 ? 1 : 0;
    }
    assertThat(ruled).isPositive().isLessThan(answers.size());
  }

  private Map<String, AuthorizationDecision> decidedAgain(Path lake) throws Exception {
    CommandRun.succeeding(
        "classify",
        "--input",
        lake.toString(),
        "--output",
        folder + "/decided",
        "--format",
        "avro",
        "--runner",
        "direct");
    Map<String, AuthorizationDecision> decided = new TreeMap<>();
    try (DataFileReader<AuthorizationDecision> file =
        new DataFileReader<>(
            folder.resolve("decided").resolve("decisions.avro").toFile(),
            new SpecificDatumReader<>(AuthorizationDecision.class))) {
      file.forEach(decision -> decided.put(decision.getRequestId(), decision));
    }
    return decided;
  }

  private static boolean isOfTheCrowd(AuthorizationDecision answer) {
    return answer.getReasons().stream().anyMatch(r -> r.getCode().equals("RULE_CROWD"));
  }

  /**
   * Before the rules that are built in: a card that is asked this often looks like a tested one.
   */
  private void publishTheRule(KafkaConnection kafka) {
    for (String[] rule :
        List.of(
            new String[] {"crowd", "address_cards_1h >= 5"},
            new String[] {"known", "amount == 4.2 && client_country == 'ZZ'"})) {
      CommandRun.succeeding(
          "rules",
          "publish",
          "--bootstrap-servers",
          kafka.bootstrapServers(),
          "--id",
          rule[0],
          "--when",
          rule[1],
          "--action",
          "refer",
          "--reason",
          "rule " + rule[0],
          "--priority",
          "100",
          "--effective-from",
          LiveStreamTrial.now().minusSeconds(60).toString(),
          "--backdate");
    }
  }

  private void awaitTheRule(EventSender sender, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    long deadline = System.nanoTime() + LiveStreamTrial.PATIENCE.toNanos();
    String code = "";
    while (!code.equals("RULE_KNOWN")) {
      String id = send(request(CARDS, null).setClientCountry("ZZ").build(), sender);
      code = await(id, decisions).getReasons().get(0).getCode();
      assertThat(System.nanoTime())
          .as("waited for the rules; last %s", answers.get(id))
          .isLessThan(deadline);
    }
  }

  private void askUntilReferred(
      KafkaConnection kafka, EventSender sender, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    long deadline = System.nanoTime() + LiveStreamTrial.PATIENCE.toNanos();
    // Each card asks seldom: of one that asks all the time the model says more than the rule.
    for (int card = 0;
        !isOfTheCrowd(ask(card, CROWDED, sender, decisions));
        card++, card %= CARDS) {
      take(decisions.poll(Duration.ofSeconds(1)));
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "no count takes effect; there are "
                + counts(kafka)
                + " and dead letters "
                + deadLetters(kafka));
      }
    }
  }

  private AuthorizationDecision ask(
      int card,
      @Nullable String address,
      EventSender sender,
      KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    return await(send(card, address, sender), decisions);
  }

  private String send(int card, @Nullable String address, EventSender sender) throws Exception {
    return send(request(card, address).build(), sender);
  }

  private String send(AuthorizationRequest request, EventSender sender) throws Exception {
    requests.put(request.getRequestId(), request);
    sender.send(Event.of(request));
    sender.flush();
    return request.getRequestId();
  }

  private AuthorizationRequest.Builder request(int card, @Nullable String address) {
    return AuthorizationRequest.newBuilder()
        .setRequestId(String.format("r-%05d", requests.size()))
        .setCardToken(card(card))
        .setEventTime(LiveStreamTrial.now())
        .setAmountMinor(420)
        .setCurrency("USD")
        .setMerchantId("m-1")
        .setMerchantName("Corner Shop")
        .setCategory("grocery_pos")
        .setChannel(Channel.CARD_PRESENT)
        .setClientIpHash(address);
  }

  private AuthorizationDecision await(String id, KafkaConsumer<byte[], byte[]> decisions)
      throws Exception {
    long deadline = System.nanoTime() + LiveStreamTrial.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      take(decisions.poll(Duration.ofMillis(50)));
      AuthorizationDecision answer = answers.get(id);
      if (answer != null) {
        return answer;
      }
    }
    throw new AssertionError("no answer within " + LiveStreamTrial.PATIENCE);
  }

  private void take(Iterable<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      AuthorizationDecision decision = (AuthorizationDecision) codec.decode(record.value());
      answers.putIfAbsent(decision.getRequestId(), decision);
    }
  }

  private static void sendGarbage(KafkaConnection kafka) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  kafka.name(Topic.ADDRESS_COUNTS), CROWDED.getBytes(UTF_8), "100".getBytes(UTF_8)))
          .get(LiveStreamTrial.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private List<AddressCount> counts(KafkaConnection kafka) throws Exception {
    List<AddressCount> counts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicRecords.of(kafka, Topic.ADDRESS_COUNTS)) {
      assertThat(record.key()).isEqualTo(CROWDED.getBytes(UTF_8));
      if (!new String(record.value(), UTF_8).equals("100")) {
        counts.add(codec.decodeAddressCount(record.value()));
      }
    }
    return counts;
  }

  private List<String> deadLetters(KafkaConnection kafka) throws Exception {
    List<String> codes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicRecords.of(kafka, Topic.DEAD_LETTERS)) {
      codes.add(((DeadLetter) codec.decode(record.value())).getCode());
    }
    return codes;
  }

  private static String card(int number) {
    return "card-token-" + number;
  }
}
