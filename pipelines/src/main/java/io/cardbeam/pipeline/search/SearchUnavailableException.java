package io.cardbeam.pipeline.search;

import java.io.IOException;

/** A server could not be reached, or could take nothing, for as long as it was waited for. */
public final class SearchUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  SearchUnavailableException(String message) {
    super(message);
  }
}
