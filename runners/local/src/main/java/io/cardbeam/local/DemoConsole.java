package io.cardbeam.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.ConsoleServer;
import io.cardbeam.console.WebOptions;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.server.AddressRange;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.flink.Ports;
import io.cardbeam.flink.RootCause;
import io.cardbeam.local.visitor.Payment;
import io.cardbeam.local.visitor.Visitors;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Console and gateway beside the demo, on loopback. */
final class DemoConsole implements AutoCloseable {
  /** Cards that visitors pay by at most. */
  static final int VISITORS_CARDS = 400;

  private static final double VISITS_PER_SECOND = 1.2;

  private final ConsoleServer server;
  private final DemoAccess access;
  private final Optional<DemoWeblogs> weblogs;
  private Optional<Visitors> visitors = Optional.empty();

  private DemoConsole(ConsoleServer server, DemoAccess access, Optional<DemoWeblogs> weblogs) {
    this.server = server;
    this.access = access;
    this.weblogs = weblogs;
  }

  /**
   * Starts them.
   *
   * @param tokenizers by the key that the simulation's cards have their tokens by
   * @param warehouse for the cube
   * @param samples payments that should be approved: the first is for whoever tries the gateway,
   *     the others for visitors
   * @param asked its port, and another one if somebody else has it
   * @throws IOException if they do not start
   */
  static DemoConsole start(
      DemoStage stage,
      KafkaConnection kafka,
      Supplier<CardTokenizer> tokenizers,
      List<SampleCards.Sample> samples,
      Warehouse warehouse,
      LiveDemo.ConsoleAsked asked)
      throws IOException {
    Secrets secrets = stage.data().secrets();
    DemoAccess access = DemoAccess.make(secrets, stage.books(), samples.stream().findFirst());
    Optional<DemoWeblogs> weblogs =
        asked.weblogs() ? Optional.of(weblogs(stage, kafka)) : Optional.empty();
    ConsoleServer.Settings settings =
        new ConsoleServer.Settings(
                kafka,
                stage.books(),
                Optional.of(warehouse),
                tokenizers,
                SecretBox.read(secrets.secretsKeyFile()),
                asked.locations())
            .withStatements(Optional.of(stage.data().statements()))
            .withWeblogs(weblogs.map(DemoWeblogs::index));
    int free = Ports.isFree(asked.port()) ? asked.port() : stage.data().ports().port("console");
    WebOptions plain = WebOptions.on(Ports.LOOPBACK, free);
    WebOptions options = weblogs.map(logs -> logged(plain, logs)).orElse(plain);
    try {
      DemoConsole console =
          new DemoConsole(ConsoleServer.start(settings, options), access, weblogs);
      if (weblogs.isPresent()) {
        console.visitors =
            Optional.of(
                console.visitors(samples.subList(Math.min(1, samples.size()), samples.size())));
      }
      return console;
    } catch (RuntimeException | SQLException e) {
      if (weblogs.isPresent()) {
        weblogs.get().close();
      }
      throw new IOException(
          "the console does not start: " + RootCause.line(e) + "; --no-console leaves it out", e);
    }
  }

  private static DemoWeblogs weblogs(DemoStage stage, KafkaConnection kafka) throws IOException {
    return stage
        .progress()
        .during(
            "Web logs",
            () -> DemoWeblogs.start(stage.data(), kafka),
            started -> "OpenSearch at " + started.index().connection().url());
  }

  /** Visitors come from this machine as from a proxy. */
  private static WebOptions logged(WebOptions plain, DemoWeblogs weblogs) {
    return new WebOptions(
        plain.address(),
        plain.tls(),
        List.of(AddressRange.of("127.0.0.0/8")),
        Optional.of(weblogs.accessLog()),
        plain.metricsTo());
  }

  private Visitors visitors(List<SampleCards.Sample> samples) throws IOException {
    return Visitors.start(
        address(),
        Files.readString(access.merchantKeyFile()).strip(),
        samples.stream().map(sample -> new Payment(body(sample))).toList(),
        VISITS_PER_SECOND,
        System.nanoTime());
  }

  /** Requests of visitors that were answered; they come no more. */
  long visitorsLeave() {
    long answered = 0;
    if (visitors.isPresent()) {
      visitors.get().close();
      answered = visitors.get().answered();
    }
    return answered;
  }

  /** The web logs, if they are shown. */
  Optional<DemoWeblogs> weblogs() {
    return weblogs;
  }

  /** Tells where they are, and who may sign in. */
  void tell(PrintWriter out) {
    out.println("  Console      " + address() + "/ shows what happens");
    if (weblogs.isPresent()) {
      out.println("               " + address() + "/weblogs shows who asks it");
    }
    access.tell(out);
  }

  /** Tells how to ask for a payment by a card that is known here. */
  void tell(SampleCards.Sample sample, PrintWriter out) {
    out.println("  Gateway      a payment with card " + sample.cardNumber() + ":");
    out.println();
    out.println(curl(sample));
    out.println();
    out.flush();
  }

  /** The command, for a shell. */
  String curl(SampleCards.Sample sample) {
    return "curl -s "
        + address()
        + "/v1/authorizations -H \"Authorization: Bearer $(cat "
        + quoted(access.merchantKeyFile().toString())
        + ")\" -H \"Idempotency-Key: try-$(date +%s%N)\" -H 'Content-Type: application/json' -d "
        + quoted(body(sample));
  }

  private String address() {
    return "http://" + Ports.LOOPBACK + ":" + server.port();
  }

  private static String body(SampleCards.Sample sample) {
    AuthorizationRequest like = sample.like();
    ObjectNode body =
        Json.object()
            .put("card_number", sample.cardNumber())
            .put("amount", MinorUnits.decimal(like.getAmountMinor(), like.getCurrency()))
            .put("currency", like.getCurrency())
            .put("channel", like.getChannel().name());
    body.putObject("merchant")
        .put("name", like.getMerchantName())
        .put("category", like.getCategory())
        .put("latitude", like.getMerchantLatitude())
        .put("longitude", like.getMerchantLongitude())
        .put("city", like.getMerchantCity())
        .put("state", like.getMerchantState());
    return Json.text(body);
  }

  /** In single quotes a shell takes all but these as they are. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() throws IOException {
    visitorsLeave();
    server.close();
    if (weblogs.isPresent()) {
      weblogs.get().close();
    }
  }
}
