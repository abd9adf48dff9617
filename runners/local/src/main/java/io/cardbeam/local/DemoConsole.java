package io.cardbeam.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.ConsoleServer;
import io.cardbeam.console.WebOptions;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.flink.Ports;
import io.cardbeam.flink.RootCause;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/** Console and gateway beside the demo, on loopback. */
final class DemoConsole implements AutoCloseable {
  private final ConsoleServer server;
  private final DemoAccess access;

  private DemoConsole(ConsoleServer server, DemoAccess access) {
    this.server = server;
    this.access = access;
  }

  /**
   * Starts them.
   *
   * @param tokenizers by the key that the simulation's cards have their tokens by
   * @param warehouse for the cube
   * @param sample a payment that should be approved, if there is one
   * @param asked its port, and another one if somebody else has it
   * @throws IOException if they do not start
   */
  static DemoConsole start(
      DemoStage stage,
      KafkaConnection kafka,
      Supplier<CardTokenizer> tokenizers,
      Optional<SampleCards.Sample> sample,
      Warehouse warehouse,
      LiveDemo.ConsoleAsked asked)
      throws IOException {
    Secrets secrets = stage.data().secrets();
    DemoAccess access = DemoAccess.make(secrets, stage.books(), sample);
    ConsoleServer.Settings settings =
        new ConsoleServer.Settings(
                kafka,
                stage.books(),
                Optional.of(warehouse),
                tokenizers,
                SecretBox.read(secrets.secretsKeyFile()),
                asked.locations())
            .withStatements(Optional.of(stage.data().statements()));
    int free = Ports.isFree(asked.port()) ? asked.port() : stage.data().ports().port("console");
    try {
      return new DemoConsole(
          ConsoleServer.start(settings, WebOptions.on(Ports.LOOPBACK, free)), access);
    } catch (RuntimeException | SQLException e) {
      throw new IOException(
          "the console does not start: " + RootCause.line(e) + "; --no-console leaves it out", e);
    }
  }

  /** Tells where they are, and who may sign in. */
  void tell(PrintWriter out) {
    out.println("  Console      " + address() + "/ shows what happens");
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
  public void close() {
    server.close();
  }
}
