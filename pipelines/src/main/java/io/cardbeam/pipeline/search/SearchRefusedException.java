package io.cardbeam.pipeline.search;

import java.io.IOException;

/**
 * A server answers, and won't do what is asked for: it must be set up, or asked as somebody else.
 */
public final class SearchRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  SearchRefusedException(String message) {
    super(message);
  }

  /** An answer that is an error, with what to do. */
  static SearchRefusedException of(String url, String what, SearchAnswer answer) {
    String next =
        switch (answer.status()) {
          case SearchAnswer.UNAUTHORIZED -> "; check user and password, or the API key";
          case SearchAnswer.FORBIDDEN -> "; the user or key lacks the right to";
          default -> "";
        };
    return new SearchRefusedException(
        "the search server at " + url + " refuses " + what + ": " + answer.reason() + next);
  }

  /** No document of an index is taken, with what to do. */
  static SearchRefusedException ofIndex(String url, String index, String why) {
    return new SearchRefusedException(
        "the search server at "
            + url
            + " takes no documents for "
            + index
            + ": "
            + why
            + "; check the rights of user or key, and that the server makes this index by itself."
            + " Start again then: nothing is indexed twice");
  }
}
