package io.cardbeam.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.ConsoleServer;
import io.cardbeam.console.WebOptions;
import io.cardbeam.console.access.AccessKey;
import io.cardbeam.console.http.Json;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.flink.Ports;
import io.cardbeam.flink.RootCause;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Console and gateway beside the demo, on loopback. */
final class DemoConsole implements AutoCloseable {
  private final ConsoleServer server;
  private final Path merchantKeyFile;

  private DemoConsole(ConsoleServer server, Path merchantKeyFile) {
    this.server = server;
    this.merchantKeyFile = merchantKeyFile;
  }

  /**
   * Starts them.
   *
   * @param tokenizer of the key that the simulation's cards have their tokens by; used by the
   *     gateway alone
   * @param port to listen on; if somebody else has it, another one
   * @throws IOException if they do not start
   */
  static DemoConsole start(
      DemoStage stage, KafkaConnection kafka, CardTokenizer tokenizer, int port)
      throws IOException {
    Path keyFile = DemoMerchant.keyFile(stage);
    ConsoleServer.Settings settings =
        new ConsoleServer.Settings(
            kafka,
            stage.books(),
            Optional.empty(),
            tokenizer,
            AccessKey.read(stage.data().secrets().consoleKeyFile()));
    int free = Ports.isFree(port) ? port : stage.data().ports().port("console");
    try {
      return new DemoConsole(
          ConsoleServer.start(settings, WebOptions.on(Ports.LOOPBACK, free)), keyFile);
    } catch (RuntimeException e) {
      throw new IOException(
          "the console does not start: " + RootCause.line(e) + "; --no-console leaves it out", e);
    }
  }

  /** Tells where they are, with the address that signs in once. */
  void tell(PrintWriter out) {
    out.println("  Console      " + address() + "/ shows what happens");
    out.println("               sign in once, within ten minutes: " + signIn());
    out.flush();
  }

  /** Tells how to ask for a payment by a card that is known here. */
  void tell(SampleCards.Sample sample, PrintWriter out) {
    out.println("  Gateway      a payment with card " + sample.cardNumber() + ":");
    out.println();
    out.println(curl(sample));
    out.println();
    out.flush();
  }

  String signIn() {
    return address() + server.entryPath();
  }

  /** The command, for a shell. */
  String curl(SampleCards.Sample sample) {
    return "curl -s "
        + address()
        + "/v1/authorizations -H \"Authorization: Bearer $(cat "
        + quoted(merchantKeyFile.toString())
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
