package io.cardbeam.console;

import static io.cardbeam.console.PageCalls.TOKEN;
import static io.cardbeam.console.PageCalls.TOKENS;
import static io.cardbeam.console.PageCalls.cookieOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.CardAccount;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.console.mine.TestStatements;
import io.cardbeam.console.people.Users;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.FraudFinding;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A console on real servers with a cardholder of two cards, and a card of somebody else; for one
 * test class.
 */
final class MyCardOnTrial implements AfterAllCallback {
  static final String OTHER = TOKENS.token("4000000000001486");
  static final String SECOND = TOKENS.token("4000000000000077");
  static final String ROOT = "/v1/me/cards/";
  static final String OWN = ROOT + TOKEN;

  /** When it all was bought; lately, so that it can be disputed. */
  final Instant lately = Instant.now().minus(Duration.ofDays(9)).truncatedTo(ChronoUnit.SECONDS);

  final GatewayOnTrial gateway;
  final PageCalls calls;

  /** The cardholder's session. */
  final String cookie;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrialFolder folder;

  private MyCardOnTrial() throws Exception {
    folder = TrialFolder.make();
    gateway = GatewayOnTrial.start(folder.path());
    calls = PageCalls.of(gateway);
    cookie = cookieOf(calls.signIn("cardholder"));
    for (String token : List.of(TOKEN, OTHER)) {
      String whose = token.equals(TOKEN) ? "own" : "other";
      gateway.books().issue(token, "1486");
      buy(token, whose + "-bought");
      decline(token, whose + "-declined");
      bill(token, token.equals(TOKEN) ? "2026-02-14" : "2026-01-20");
    }
    chargeback(OTHER, "other-bought", "other-dispute", 100);
    gateway.books().issue(SECOND, "0077");
    buy(SECOND, "on-the-second");
    bill(SECOND, "2026-02-14");
    gateway
        .database()
        .change(
            c ->
                Users.addCard(
                    c, Users.find(c, "cardholder").orElseThrow().id(), SECOND, Instant.now()));
  }

  static MyCardOnTrial start() {
    return TrialFolder.unchecked(MyCardOnTrial::new);
  }

  /** Books a purchase of 1,234.56 USD. */
  void buy(String token, String purchase) throws Exception {
    gateway.books().buy(token, purchase, lately.toString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return calls.post(path, body, cookie);
  }

  JsonNode read(String path) throws Exception {
    HttpResponse<String> answer = calls.get(path, cookie);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static JsonNode find(JsonNode page, String field, String value) {
    for (JsonNode one : page.elements().next()) {
      if (one.path(field).asText().equals(value)) {
        return one;
      }
    }
    throw new AssertionError("no " + value + " in " + page);
  }

  /** The events of a kind on a request or purchase, once there are so many. */
  <T extends SpecificRecord> List<T> await(Class<T> kind, String subject, int count)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      List<T> found =
          gateway.peer().events(kind).stream()
              .filter(
                  event ->
                      event instanceof Chargeback c
                          ? c.getPurchaseId().equals(subject)
                          : ((FraudFinding) event).getRequestId().equals(subject))
              .toList();
      if (found.size() >= count) {
        return found;
      }
      assertThat(System.nanoTime()).as("%s of %s came", kind, subject).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  List<String> audited() throws Exception {
    List<AuditEntry> entries =
        gateway
            .database()
            .transact(c -> AuditLog.list(c, new AuditLog.Question("", "", Instant.EPOCH, 1_000)));
    return entries.stream()
        .map(e -> e.actor() + " " + e.action() + " " + e.target() + " " + e.detail())
        .toList();
  }

  static String answer(String request, boolean mine) {
    return "{\"request_id\": \"" + request + "\", \"mine\": " + mine + "}";
  }

  static String dispute(String purchase, String amount, String reason) {
    String details = reason.equals("NOT_MINE") ? "" : ", \"details\": \"as I told the shop\"";
    return "{\"purchase_id\": \"%s\", \"amount\": \"%s\", \"reason\": \"%s\"%s}"
        .formatted(purchase, amount, reason, details);
  }

  void decline(String token, String request) throws Exception {
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("authorization")
        .put("request_id", request)
        .put("card_token", token)
        .put("event_time", lately.toString())
        .put("amount_minor", 99_900)
        .put("currency", "USD")
        .put("content_fingerprint", 4)
        .put("merchant_id", "m-7")
        .put("merchant_name", "Far Away")
        .put("category", "travel")
        .put("channel", "ONLINE")
        .put("outcome", "DECLINED")
        .put("fraud_probability", 0.9)
        .put("policy_version", "p")
        .put("model_version", "m")
        .putArray("reasons")
        .addObject()
        .put("code", "UNUSUAL_AMOUNT")
        .put("text", "7 times your usual");
    gateway.books().storeAll(List.of("AUTHORIZATION"), List.of(document.toString()));
  }

  void chargeback(String token, String purchase, String key, long minor) throws Exception {
    ObjectNode document = JSON.createObjectNode();
    row(document.putObject("transaction"), token, key, minor).put("purchase_id", purchase);
    gateway.books().storeAll(List.of("CHARGEBACK"), List.of(document.toString()));
  }

  void decide(
      String token, String purchase, String chargeback, String key, String outcome, long minor)
      throws Exception {
    ObjectNode document = JSON.createObjectNode();
    row(document.putObject("transaction"), token, key, minor)
        .put("purchase_id", purchase)
        .put("chargeback_id", chargeback)
        .put("outcome", outcome);
    gateway.books().storeAll(List.of("CHARGEBACK_RESOLUTION"), List.of(document.toString()));
  }

  static ObjectNode row(ObjectNode part, String token, String key, long minor) {
    return part.put("id", key)
        .put("card_token", token)
        .put("event_time", Instant.now().toString())
        .put("effective_from", Instant.now().toString())
        .put("amount_minor", minor)
        .put("currency", "USD")
        .put("reason", "as reported")
        .put("content_fingerprint", 5);
  }

  /** A statement in the books, and its document. */
  void bill(String token, String end) throws Exception {
    LocalDate closing = LocalDate.parse(end);
    String document = TestStatements.charging(token, closing, 500, 250);
    gateway.books().storeAll(List.of("STATEMENT"), List.of(document));
    Path month =
        Files.createDirectories(
            GatewayOnTrial.statements(folder.path())
                .resolve("statements/month=" + end.substring(0, 7)));
    String name = "card-" + new CardAccount(token, "USD", "", "").cardToken() + "-USD.pdf";
    Files.write(month.resolve(name), ("%PDF of " + token).getBytes(UTF_8));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    gateway.close();
    folder.close();
  }
}
