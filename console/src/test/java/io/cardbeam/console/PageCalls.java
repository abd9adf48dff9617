package io.cardbeam.console;

import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.ApiContract;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.people.Users;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls to a console by the people and programs of a test, whose answers are checked against its
 * document.
 */
final class PageCalls {
  static final String CARD = "4539578763621486";
  static final String PASSWORD = "three cats in the snow";
  static final CardTokenizer TOKENS = new CardTokenizer(new byte[32]);
  static final String TOKEN = TOKENS.token(CARD);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiContract contract = ApiContract.read();
  private final String address;
  private final Keys keys;

  private PageCalls(String address, Keys keys) throws IOException {
    this.address = address;
    this.keys = keys;
  }

  /** Calls to a gateway, to which these people and keys are added. */
  static PageCalls of(GatewayOnTrial gateway) throws Exception {
    Keys keys = gateway.database().transact(PageCalls::makeCallers);
    gateway.awaitKey(keys.powerless());
    return new PageCalls(gateway.address(), keys);
  }

  private record Keys(String merchant, String analyst, String powerless) {}

  private static Keys makeCallers(Connection c) throws SQLException {
    Merchants.add(c, TestKeys.patient("m-1", "Kaffeehaus", "food_dining", Rate.STANDARD));
    for (Role role : Role.values()) {
      Users.addWithPassword(c, role.text(), role, PASSWORD, Instant.now());
    }
    long cardholder = Users.find(c, "cardholder").orElseThrow().id();
    Users.addCard(c, cardholder, TOKEN, Instant.now());
    return new Keys(
        key(c, KeyKind.MERCHANT, "m-1", KeyKind.MERCHANT.standardScopes()),
        key(c, KeyKind.ANALYST, "reports", Set.of(Scope.ANALYTICS_READ)),
        key(c, KeyKind.MERCHANT, "m-1", Set.of()));
  }

  private static String key(Connection c, KeyKind kind, String owner, Set<Scope> scopes)
      throws SQLException {
    return ApiKeys.create(c, kind, owner, scopes, Optional.empty()).text();
  }

  String merchantKey() {
    return keys.merchant();
  }

  String analystKey() {
    return keys.analyst();
  }

  /** A key that may do nothing. */
  String powerlessKey() {
    return keys.powerless();
  }

  HttpClient http() {
    return http;
  }

  HttpResponse<String> checked(HttpResponse<String> answer) throws IOException {
    return contract.checked(answer);
  }

  String cookie() throws Exception {
    return cookieOf(signIn("analyst"));
  }

  HttpResponse<String> signIn(String user) throws Exception {
    return post(
        "/v1/sign-in", "{\"user\": \"" + user + "\", \"password\": \"" + PASSWORD + "\"}", "");
  }

  static String cookieOf(HttpResponse<String> signedIn) {
    return signedIn.headers().allValues("Set-Cookie").stream()
        .map(set -> set.substring(0, set.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  HttpResponse<String> send(Route route, String header, String value) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(route.path().replaceAll("[{}]", "")));
    if (!header.isEmpty()) {
      request.header(header, value);
    }
    if (route.body() != Body.NONE) {
      request.header("Content-Type", route.body().mediaType().orElseThrow());
    }
    request.method(route.method().name(), BodyPublishers.ofString("{}"));
    return contract.checked(http.send(request.build(), BodyHandlers.ofString()));
  }

  HttpResponse<String> ask(String body) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri("/v1/authorizations"))
                .header("Authorization", "Bearer " + keys.merchant())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  HttpResponse<String> post(String path, String body, String cookie) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  HttpResponse<String> send(String method, String path, String body, String cookie)
      throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  HttpResponse<String> get(String path, String cookie) throws Exception {
    return contract.checked(
        http.send(
            HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build(),
            BodyHandlers.ofString()));
  }

  URI uri(String path) {
    return URI.create(address + path);
  }

  static String request(String id, String amount, String merchantId) {
    return """
        {"request_id": "%s", "card_number": "%s", "amount": "%s", "currency": "USD",
         "merchant": {"id": "%s", "name": "Kaffeehaus", "category": "food_dining"}}
        """
        .formatted(id, CARD, amount, merchantId);
  }
}
