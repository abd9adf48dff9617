package io.cardbeam.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.bench.gateway.Merchant.Answered;
import io.cardbeam.bench.gateway.Payments.Payment;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.local.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway and stream are killed and PostgreSQL is stopped while a merchant asks, and a thousand
 * requests come under one id: each is answered in time, no id has two answers, and all that keeps
 * an answer agrees.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class GatewayFaultsIT {
  private static final int CARDS = 1_000;
  private static final int COPIES = 1_000;
  private static final double RATE = 40;
  private static final Duration LOAD = Duration.ofSeconds(12);

  /** Requests before a fault, and while PostgreSQL is stopped. */
  private static final long SOME = 100;

  /** The usual deadline, and one that a busy machine meets by the stream's own decisions. */
  private static final Duration USUAL = Duration.ofSeconds(2);

  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final int WARM_UPS = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  private static GatewayStage stage;
  private static Payments payments;
  private static GatewayClient gateway;

  private final AtomicLong sent = new AtomicLong();
  private final List<String> bodies = new ArrayList<>();

  /** What happens to a part while requests come. */
  private interface Fault {
    void happen() throws Exception;
  }

  @BeforeAll
  static void start() throws Exception {
    DataFolder data = DataFolder.open(folder);
    OPEN.push(data);
    stage = new GatewayStage(data);
    OPEN.push(stage);
    EventSender others = new EventSender(stage.kafka());
    OPEN.push(others);
    payments = new Payments(4, CARDS, stage.tokenizer(), others);
    gateway = new GatewayClient(stage.address(), stage.key());
    awaitDecisions();
  }

  /** The first requests of a cold gateway and a cold stream take as long as they take. */
  private static void awaitDecisions() throws Exception {
    Answered answered;
    int number = 0;
    do {
      String body = payments.next().body("first-" + number++);
      HttpResponse<String> answer = gateway.authorize(body, PATIENT).get();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      answered = Merchant.answered(answer, 1);
    } while (answered.byDefault() && number < WARM_UPS);
    assertThat(answered.byDefault()).as("no decision in time").isFalse();
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @Test
  void paymentsGoOnWhilePostgresqlIsStoppedAndItsRecordsAreWholeAfterwards() throws Exception {
    List<Answered> answers =
        load(
            "postgresql",
            new Merchant(gateway, PATIENT),
            () -> {
              stage.stopPostgres();
              awaitSent(sent.get() + SOME);
              stage.startPostgres();
            });

    assertThat(answers).noneMatch(Answered::byDefault);
    assertThat(answers).extracting(Answered::tries).containsOnly(1);
    agreement().require(answers);
  }

  @Test
  void aKilledGatewayHasOneAnswerToEachRequestWhenItIsBack() throws Exception {
    Merchant merchant = new Merchant(gateway, USUAL);
    List<Answered> answers =
        load(
            "gateway",
            merchant,
            () -> {
              stage.killGateway();
              stage.startGateway();
            });

    assertThat(answers).as("some had no answer at first").anyMatch(one -> one.tries() > 1);
    requireSameAnswersAgain(merchant, answers);
    agreement().require(answers);
  }

  @Test
  void whileTheStreamIsKilledRequestsAreAnsweredByDefaultAndSettledLater() throws Exception {
    Merchant merchant = new Merchant(gateway, USUAL);
    List<Answered> answers =
        load(
            "stream",
            merchant,
            () -> {
              stage.killStream();
              stage.startStream();
            });

    assertThat(answers).as("some had no decision in time").anyMatch(Answered::byDefault);
    requireSameAnswersAgain(merchant, answers);
    agreement().require(answers);
  }

  @Test
  void aThousandCopiesOfOneRequestHaveOneAnswer() throws Exception {
    Payment payment = payments.next();
    List<HttpResponse<String>> copies = copies(i -> payment.body("copied"));
    Answered answered = new Merchant(gateway, USUAL).ask(payment.body("copied")).get();

    for (HttpResponse<String> copy : copies) {
      if (copy.statusCode() == 200) {
        assertThat(Merchant.answered(copy, answered.tries())).isEqualTo(answered);
      } else {
        assertThat(problem(copy)).isEqualTo("409 /problems/request-in-flight");
      }
    }
    assertThat(copies).anyMatch(copy -> copy.statusCode() == 200);
    agreement().require(List.of(answered));
  }

  @Test
  void ofAThousandContentsUnderOneIdOneHasTheAnswer() throws Exception {
    Payment payment = payments.next();
    IntFunction<String> contents = i -> withAmount(payment, 1_000 + i).body("contested");
    List<Answered> answers = new ArrayList<>();
    for (HttpResponse<String> answer : copies(contents)) {
      if (answer.statusCode() == 200) {
        answers.add(Merchant.answered(answer, 1));
      } else {
        assertThat(problem(answer)).isEqualTo("409 /problems/request-id-reused");
        assertThat(Merchant.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/amount");
      }
    }

    assertThat(answers).as("each content is asked once").hasSize(1);
    agreement().require(answers);
  }

  private static Agreement agreement() throws Exception {
    return new Agreement(stage.kafka(), stage.books());
  }

  /** Requests at a fixed rate, and a fault when some have been sent; each until it is answered. */
  private List<Answered> load(String name, Merchant merchant, Fault fault) throws Exception {
    List<CompletableFuture<Answered>> asked = new ArrayList<>();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(
            () -> {
              try {
                FixedRate.run(
                    RATE,
                    LOAD,
                    (number, intended) -> {
                      String body = payments.next().body(name + "-" + number);
                      bodies.add(body);
                      asked.add(merchant.ask(body));
                      sent.incrementAndGet();
                    });
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    awaitSent(SOME);
    fault.happen();
    load.get();
    List<Answered> answers = new ArrayList<>();
    for (CompletableFuture<Answered> answer : asked) {
      answers.add(answer.get());
    }
    return answers;
  }

  private void awaitSent(long count) {
    while (sent.get() < count) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** The same bytes once more get the same answer. */
  private void requireSameAnswersAgain(Merchant merchant, List<Answered> answers) throws Exception {
    for (int i = 0; i < answers.size(); i++) {
      Answered first = answers.get(i);
      Answered again = merchant.ask(bodies.get(i)).get();
      assertThat(again.outcome() + again.byDefault())
          .as(again.id())
          .isEqualTo(first.outcome() + first.byDefault());
    }
  }

  private static String problem(HttpResponse<String> answer) {
    return answer.statusCode() + " " + Merchant.json(answer).path("type").asText();
  }

  private static Payment withAmount(Payment payment, long amountMinor) {
    return new Payment(
        payment.cardNumber(),
        AuthorizationRequest.newBuilder(payment.like()).setAmountMinor(amountMinor).build());
  }

  private static List<HttpResponse<String>> copies(IntFunction<String> body) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      asked.add(gateway.authorize(body.apply(i), USUAL));
    }
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      answers.add(answer.get());
    }
    return answers;
  }
}
