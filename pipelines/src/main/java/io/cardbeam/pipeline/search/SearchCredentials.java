package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.pipeline.books.Password;
import java.io.Serializable;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a server is asked as. Secrets are looked up where the request is sent, each time: a file that
 * is replaced counts from the next request.
 */
public sealed interface SearchCredentials extends Serializable {

  /** What the header {@code Authorization} says; empty for none. */
  Optional<String> authorization();

  /** Nobody in particular. */
  record None() implements SearchCredentials {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** A user with a password (HTTP basic). */
  record User(String name, Password password) implements SearchCredentials {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> authorization() {
      byte[] both = (name + ":" + password.read()).getBytes(UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
  }

  /** An API key of Elasticsearch, as it gives it out: Base64 of id and key. */
  record ApiKey(Password encoded) implements SearchCredentials {
    private static final long serialVersionUID = 1L;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+=*");

    /**
     * The key.
     *
     * @throws IllegalStateException if it is none
     */
    @Override
    public Optional<String> authorization() {
      String key = encoded.read();
      if (!BASE64.matcher(key).matches()) {
        throw new IllegalStateException(
            "the API key is not Base64 on one line: take what the server calls \"encoded\"");
      }
      return Optional.of("ApiKey " + key);
    }
  }
}
