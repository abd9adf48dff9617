package io.cardbeam.pipeline.statement;

import io.cardbeam.credit.TermsHistory;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Terms as they travel to workers: the text of their file, which each of them reads once. */
public final class TermsText implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final @Nullable String text;
  private transient @Nullable TermsHistory history;

  private TermsText(String source, @Nullable String text) {
    this.source = source;
    this.text = text;
  }

  /** The terms that come with Cardbeam. */
  public static TermsText standard() {
    return new TermsText("", null);
  }

  /**
   * Of a file's text.
   *
   * @param source name of the file, for errors
   * @throws IllegalArgumentException if it can't be read; the message has the line or the version
   */
  public static TermsText of(String source, String text) {
    TermsText terms = new TermsText(source, text);
    terms.history();
    return terms;
  }

  /** The terms. */
  public TermsHistory history() {
    TermsHistory known = history;
    if (known == null) {
      known =
          Optional.ofNullable(text)
              .map(it -> TermsHistory.parse(source, it))
              .orElseGet(TermsHistory::standard);
      history = known;
    }
    return known;
  }
}
