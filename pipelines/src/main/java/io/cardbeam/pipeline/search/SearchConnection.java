package io.cardbeam.pipeline.search;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;

/**
 * Where a server is, and how it is asked. It holds no secret but the place of one.
 *
 * @param url {@code http(s)://HOST:PORT}, with a path if a proxy wants one, without a slash at the
 *     end
 * @param credentials who asks
 * @param caFile file of certificates (PEM) that the server's is checked by; empty for those of Java
 * @param connectWithin longest that a connection may take
 * @param answerWithin longest that an answer may take, to its last byte
 */
public record SearchConnection(
    String url,
    SearchCredentials credentials,
    String caFile,
    Duration connectWithin,
    Duration answerWithin)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How long a connection may take where nobody says otherwise. */
  public static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /** How long an answer may take where nobody says otherwise. */
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String HTTPS = "https";

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is none, or would send a secret in the clear
   */
  public SearchConnection {
    URI address = address(url);
    boolean secure = HTTPS.equals(address.getScheme());
    if ((!secure && !"http".equals(address.getScheme()))
        || address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("write it as https://HOST:PORT or http://HOST:PORT");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a user or password does not belong in an address: name them by their own options");
    }
    if (!secure
        && !(credentials instanceof SearchCredentials.None)
        && !LOOPBACK.contains(address.getHost())) {
      throw new IllegalArgumentException(
          "a password or key would go to " + address.getHost() + " in the clear: write https://");
    }
    if (!secure && !caFile.isEmpty()) {
      throw new IllegalArgumentException("certificates are for https:// alone");
    }
    url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** With the time limits of {@link #CONNECT_WITHIN} and {@link #ANSWER_WITHIN}. */
  public static SearchConnection of(String url, SearchCredentials credentials, String caFile) {
    return new SearchConnection(url, credentials, caFile, CONNECT_WITHIN, ANSWER_WITHIN);
  }

  private static URI address(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Its message repeats the address, which may hold a password.
      throw new IllegalArgumentException("write it as https://HOST:PORT or http://HOST:PORT");
    }
  }
}
