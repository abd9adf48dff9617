package io.cardbeam.local.visitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What a visitor asks for in one visit, request after request. */
final class Visit {
  /** Most requests of a visit. */
  static final int MOST = 12;

  private static final List<String> PAGES =
      List.of("/", "/live", "/board", "/me", "/sign-in", "/sign-up", "/cases", "/cube");
  private static final Pattern PART = Pattern.compile("/assets/[\\w.-]+");
  private static final List<String> FROM =
      List.of("https://shop.example/", "https://search.example/", "https://news.example/payments");
  private static final List<String> FOR_ROBOTS =
      List.of("/robots.txt", "/", "/sign-in", "/licences.txt", "/openapi.json");
  private static final List<String> PROBED =
      List.of(
          "/.env",
          "/wp-login.php",
          "/.git/config",
          "/phpmyadmin/index.php",
          "/admin.php",
          "/cgi-bin/test",
          "/config.json",
          "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php");

  private final List<Asked> requests = new ArrayList<>();
  private final RandomGenerator random;
  private final List<String> parts;
  private final Optional<Payment> payment;

  /** With which key, if any. */
  enum Key {
    NONE,
    SHOP,
    WRONG
  }

  /**
   * A request.
   *
   * @param referrer page that led here
   * @param body of a POST; without one it is a GET
   */
  record Asked(String path, Optional<String> referrer, Optional<String> body, Key key) {
    static Asked page(String path) {
      return new Asked(path, Optional.empty(), Optional.empty(), Key.NONE);
    }

    static Asked api(String path, Key key) {
      return new Asked(path, Optional.empty(), Optional.empty(), key);
    }
  }

  private Visit(RandomGenerator random, List<String> parts, Optional<Payment> payment) {
    this.random = random;
    this.parts = parts;
    this.payment = payment;
  }

  /**
   * The requests of a visit.
   *
   * @param parts of a page, such as its style sheet
   * @param payment that a shop asks for, if there is one
   */
  static List<Asked> of(
      VisitorKind kind,
      RandomGenerator random,
      String host,
      List<String> parts,
      Optional<Payment> payment) {
    Visit visit = new Visit(random, parts, payment);
    switch (kind) {
      case PERSON -> visit.read(host);
      case SHOP -> visit.sell();
      case CRAWLER -> visit.some(FOR_ROBOTS, 1 + random.nextInt(4)).forEach(visit.requests::add);
      case SCANNER -> visit.some(PROBED, 3 + random.nextInt(5)).forEach(visit.requests::add);
      case MONITOR -> visit.requests.add(Asked.page("/health/ready"));
    }
    return visit.requests.subList(0, Math.min(MOST, visit.requests.size()));
  }

  private void read(String host) {
    String from = FROM.get(random.nextInt(FROM.size()));
    int pages = 1 + random.nextInt(3);
    for (int i = 0; i < pages; i++) {
      String page = PAGES.get(random.nextInt(i == 0 ? 2 : PAGES.size()));
      requests.add(new Asked(page, Optional.of(from), Optional.empty(), Key.NONE));
      from = host + page;
      if (i == 0) {
        for (String part : parts.subList(0, Math.min(parts.size(), 1 + random.nextInt(4)))) {
          requests.add(new Asked(part, Optional.of(from), Optional.empty(), Key.NONE));
        }
      }
      requests.add(new Asked("/v1/session", Optional.of(from), Optional.empty(), Key.NONE));
    }
  }

  private void sell() {
    switch (random.nextInt(12)) {
      case 0 -> requests.add(Asked.api("/v1/authorizations?limit=20", Key.WRONG));
      case 1 ->
          requests.add(
              new Asked(
                  "/v1/authorizations",
                  Optional.empty(),
                  Optional.of("{\"amount\":\"12,50\"}"),
                  Key.SHOP));
      case 2 -> requests.add(Asked.api("/v1/authorizations?limit=20", Key.SHOP));
      case 3 -> requests.add(Asked.api("/v1/events?limit=50", Key.SHOP));
      default ->
          requests.add(
              payment
                  .map(
                      one ->
                          new Asked(
                              "/v1/authorizations",
                              Optional.empty(),
                              Optional.of(one.body()),
                              Key.SHOP))
                  .orElse(Asked.api("/v1/authorizations?limit=20", Key.SHOP)));
    }
  }

  private List<Asked> some(List<String> paths, int count) {
    int start = random.nextInt(paths.size());
    List<Asked> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(Asked.page(paths.get((start + i) % paths.size())));
    }
    return some;
  }

  /** Parts that a page names. */
  static List<String> parts(String page) {
    return PART.matcher(page).results().map(found -> found.group()).distinct().toList();
  }
}
