package io.cardbeam.pipeline.format;

import java.io.Serializable;
import java.net.URI;
import java.util.Locale;

/**
 * Where a schema registry is, and as whom it is asked.
 *
 * @param url {@code http} or {@code https}, without user and without a slash at the end
 * @param userInfo {@code user:password}, or empty to ask as nobody
 */
public record RegistryAddress(String url, String userInfo) implements Serializable {

  /**
   * The address in a URL, which may hold user and password.
   *
   * @param userInfo {@code user:password} that was configured; empty for none, or for the URL's
   * @throws IllegalArgumentException if it is no http or https address
   */
  public static RegistryAddress of(String url, String userInfo) {
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a URL: " + withoutUser(url), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          withoutUser(url) + " is no address as https://registry.example.com:8081");
    }
    String inUrl = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    String plain = withoutUser(url.strip());
    return new RegistryAddress(
        plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain,
        userInfo.isEmpty() ? inUrl : userInfo);
  }

  private static String withoutUser(String url) {
    return url.replaceFirst("//[^/@]*@", "//");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
