package io.cardbeam.console.mine;

import io.cardbeam.console.gateway.Listing;
import io.cardbeam.console.http.QueryParameters;

/** What all lists of a cardholder share: how long a page is. */
final class Lists {
  private static final int USUAL_LIMIT = 20;

  private Lists() {}

  /** Most entries of a page that were asked for, up to {@link Listing#MAX_LIMIT}. */
  static int limit(QueryParameters given) {
    return given.wholeNumber("limit", 1, Listing.MAX_LIMIT).orElse(USUAL_LIMIT);
  }
}
