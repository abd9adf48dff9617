package io.cardbeam.pipeline.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a server answered for one document of a bulk.
 *
 * @param status HTTP status of this document
 * @param type kind of the error; empty if there is none
 * @param reason of the error; empty if there is none
 */
record BulkItem(int status, String type, String reason) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;

  /** Errors of status 400 that are no fault of a document's: its index can't be made or written. */
  private static final Set<String> OF_THE_INDEX =
      Set.of("validation_exception", "invalid_index_name_exception", "index_closed_exception");

  /** What to do with the document. */
  enum Outcome {
    /** It is in the index. */
    TAKEN,
    /** The server can't now. */
    LATER,
    /** The server failed at it, and may again. */
    FAILED,
    /** It can't be taken as it is. */
    REFUSED,
    /** No document for this index is taken. */
    INDEX_REFUSED
  }

  Outcome outcome() {
    if (status >= SearchAnswer.OK && status < 300) {
      return Outcome.TAKEN;
    }
    if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
      return Outcome.LATER;
    }
    if (status >= SERVER_ERRORS) {
      return Outcome.FAILED;
    }
    return switch (status) {
      case SearchAnswer.UNAUTHORIZED, SearchAnswer.FORBIDDEN, SearchAnswer.NOT_FOUND ->
          Outcome.INDEX_REFUSED;
      default -> OF_THE_INDEX.contains(type) ? Outcome.INDEX_REFUSED : Outcome.REFUSED;
    };
  }

  /** Why it is not taken, with its status. */
  String words() {
    return reason.isEmpty() ? "HTTP " + status : "HTTP " + status + ", " + reason;
  }

  /**
   * The items of an answer, in the order of the documents.
   *
   * @param documents how many were sent
   * @throws IOException if the answer is not whole, or is of another number of documents
   */
  static List<BulkItem> of(SearchAnswer answer, int documents) throws IOException {
    JsonNode all = answer.json().path("items");
    if (all.size() != documents) {
      throw new IOException(
          "its answer is of " + all.size() + " documents where " + documents + " were sent");
    }
    List<BulkItem> items = new ArrayList<>(documents);
    for (JsonNode one : all) {
      JsonNode item = one.elements().hasNext() ? one.elements().next() : one;
      JsonNode error = item.path("error");
      String type = error.path("type").asText("");
      items.add(new BulkItem(item.path("status").asInt(), type, SearchAnswer.reason(error)));
    }
    return items;
  }
}
