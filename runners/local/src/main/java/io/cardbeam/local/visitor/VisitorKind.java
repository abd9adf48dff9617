package io.cardbeam.local.visitor;

import java.util.List;
import java.util.random.RandomGenerator;

/** Who visits, by the names of their agents. */
enum VisitorKind {
  /** A person with a browser, who reads some pages. */
  PERSON(
      42,
      120,
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/130.0.0.0 Safari/537.36",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
          + " Version/18.0 Safari/605.1.15",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/130.0.0.0 Mobile Safari/537.36",
      "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"),
  /** A shop's server, which asks for payments. */
  SHOP(
      36,
      12,
      "okhttp/4.12.0",
      "Java-http-client/17.0.12",
      "python-requests/2.32.3",
      "Apache-HttpClient/5.4 (Java/17.0.12)"),
  /** A search engine or a collector of pages, which reads what robots may. */
  CRAWLER(
      12,
      8,
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
          + " +https://openai.com/gptbot)",
      "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"),
  /** Someone who looks for what others left open. */
  SCANNER(4, 5, "curl/8.5.0", "Go-http-client/1.1", "Mozilla/5.0 zgrab/0.x"),
  /** Asks whether the gateway is well. */
  MONITOR(6, 2, "Prometheus/2.54.1", "Uptime-Kuma/1.23.15");

  private final int share;
  private final int visitors;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that nobody can change.
  private final List<String> agents;

  /**
   * @param share of all visits, in percent
   * @param visitors how many there are of it
   */
  VisitorKind(int share, int visitors, String... agents) {
    this.share = share;
    this.visitors = visitors;
    this.agents = List.of(agents);
  }

  int visitors() {
    return visitors;
  }

  String agent(RandomGenerator random) {
    return agents.get(random.nextInt(agents.size()));
  }

  /** One of them, by their shares. */
  static VisitorKind any(RandomGenerator random) {
    int left = random.nextInt(100);
    for (VisitorKind kind : values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares are 100 percent");
  }
}
