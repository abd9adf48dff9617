package io.cardbeam.pipeline.books;

import java.io.Serializable;

/**
 * How to reach the books' database.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with options such as {@code
 *     sslmode=verify-full}; it holds no password
 * @param user whom to connect as
 * @param password where the user's password comes from
 */
public record BooksConnection(String url, String user, Password password) implements Serializable {
  private static final String PREFIX = "jdbc:postgresql:";

  public BooksConnection {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException("the books' URL must begin with " + PREFIX);
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException(
          "the books' URL holds a password; name its file or environment variable instead");
    }
  }
}
