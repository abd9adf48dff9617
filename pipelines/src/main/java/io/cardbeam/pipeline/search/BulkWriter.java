package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes documents by the bulk API, a bulk at a time: who adds waits while one is on its way.
 *
 * <p>A document is sent until it is taken or refused. What the server can't take now (429, 503, no
 * answer, a part of one) is sent again after growing waits, those documents alone that were not
 * taken. An id makes that harmless: what was taken, and not answered for, is replaced by itself.
 * Not safe for use by several threads at once.
 */
final class BulkWriter {
  /** Most documents of a bulk. */
  static final int MAX_DOCUMENTS = 5_000;

  /** Most bytes of a bulk, unless one document has more. */
  static final int MAX_BYTES = 4 << 20;

  /** Most bytes of a document. */
  static final int MAX_DOCUMENT_BYTES = 16 << 20;

  /** How often a document is sent at which the server fails (a status of 500 or more). */
  static final int MAX_TRIES = 3;

  /**
   * Of each document only what is asked about is answered, not where it is and in which version.
   */
  private static final String PATH = "/_bulk?filter_path=items.*.status,items.*.error";

  private final SearchHttp http;
  private final DailyIndices indices;
  private final Receiver to;
  private final Attempts attempts;
  private final List<Waiting> batch = new ArrayList<>();
  private long batchBytes;

  /** Least of {@link #MAX_BYTES} and half of what the server found too large. */
  private long mostBytes = MAX_BYTES;

  /** Takes what became of documents. */
  interface Receiver {
    /** So many more are in the index. */
    void taken(int documents);

    /** One is not and will not be. */
    void refused(RefusedDocument document);
  }

  @SuppressWarnings("ArrayRecordComponent") // It is bytes on their way.
  private record Waiting(SearchDocument document, byte[] action, int tries) {
    int bytes() {
      return action.length + document.json().length + 1;
    }

    Waiting triedAgain() {
      return new Waiting(document, action, tries + 1);
    }
  }

  BulkWriter(
      SearchHttp http,
      DailyIndices indices,
      Patience patience,
      Waits waits,
      RandomGenerator random,
      Receiver to) {
    this.http = http;
    this.indices = indices;
    this.to = to;
    this.attempts = new Attempts(http.url(), patience, waits, random);
  }

  /**
   * Adds a document, and sends those before it if they fill a bulk.
   *
   * @throws SearchRefusedException if the server takes none of these documents from this user
   * @throws SearchUnavailableException if it takes nothing for as long as it is waited for
   */
  void add(SearchDocument document) throws IOException {
    String index = indices.name(document.epochDay()).orElse("");
    if (index.isEmpty()) {
      to.refused(new RefusedDocument(document, "there is no index for its day"));
      return;
    }
    if (document.json().length > MAX_DOCUMENT_BYTES) {
      to.refused(
          new RefusedDocument(document, "it has more than " + MAX_DOCUMENT_BYTES + " bytes"));
      return;
    }
    // Neither name needs escapes.
    String action =
        "{\"index\":{\"_index\":\"" + index + "\",\"_id\":\"" + document.id() + "\"}}\n";
    Waiting waiting = new Waiting(document, action.getBytes(US_ASCII), 0);
    if (!batch.isEmpty() && batchBytes + waiting.bytes() > mostBytes) {
      flush();
    }
    batch.add(waiting);
    batchBytes += waiting.bytes();
    if (batch.size() >= MAX_DOCUMENTS) {
      flush();
    }
  }

  /**
   * Sends what was added; when it returns, all of it is taken or refused.
   *
   * @throws IOException as {@link #add}
   */
  void flush() throws IOException {
    Deque<Waiting> left = new ArrayDeque<>(batch);
    batch.clear();
    batchBytes = 0;
    while (!left.isEmpty()) {
      List<Waiting> again = send(next(left));
      for (int i = again.size() - 1; i >= 0; i--) {
        left.addFirst(again.get(i));
      }
    }
  }

  private List<Waiting> next(Deque<Waiting> left) {
    List<Waiting> bulk = new ArrayList<>();
    long bytes = 0;
    while (!left.isEmpty() && (bulk.isEmpty() || bytes + left.getFirst().bytes() <= mostBytes)) {
      Waiting one = left.removeFirst();
      bytes += one.bytes();
      bulk.add(one);
    }
    return bulk;
  }

  /** Sends a bulk; gives what is to be sent again, for which it has waited. */
  private List<Waiting> send(List<Waiting> bulk) throws IOException {
    byte[] body = body(bulk);
    List<BulkItem> items;
    try {
      SearchAnswer answer = http.send("POST", PATH, body);
      if (answer.status() == SearchAnswer.TOO_LARGE) {
        return smaller(bulk, body.length, answer);
      }
      if (answer.mayPass()) {
        attempts.failed(answer.reason(), answer.retryAfter());
        return bulk;
      }
      if (!answer.isSuccess()) {
        throw SearchRefusedException.of(http.url(), "to index", answer);
      }
      items = BulkItem.of(answer, bulk.size());
    } catch (InterruptedIOException | SearchRefusedException | SearchUnavailableException e) {
      throw e;
    } catch (IOException e) {
      attempts.failed(String.valueOf(e.getMessage()), Duration.ZERO);
      return bulk;
    }
    return settle(bulk, items);
  }

  private static byte[] body(List<Waiting> bulk) {
    int length = bulk.stream().mapToInt(Waiting::bytes).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(length);
    for (Waiting one : bulk) {
      body.writeBytes(one.action());
      body.writeBytes(one.document().json());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private List<Waiting> smaller(List<Waiting> bulk, int bytes, SearchAnswer answer) {
    if (bulk.size() > 1) {
      mostBytes = Math.max(1, Math.min(mostBytes, bytes) / 2);
      return bulk;
    }
    to.refused(new RefusedDocument(bulk.get(0).document(), answer.reason()));
    return List.of();
  }

  private List<Waiting> settle(List<Waiting> bulk, List<BulkItem> items) throws IOException {
    List<Waiting> again = new ArrayList<>();
    int taken = 0;
    String why = "";
    for (int i = 0; i < items.size(); i++) {
      BulkItem item = items.get(i);
      Waiting one = bulk.get(i);
      switch (item.outcome()) {
        case TAKEN -> taken++;
        case LATER -> {
          again.add(one);
          why = item.words();
        }
        case FAILED -> {
          if (one.tries() + 1 < MAX_TRIES) {
            again.add(one.triedAgain());
            why = item.words();
          } else {
            to.refused(new RefusedDocument(one.document(), item.words()));
          }
        }
        case REFUSED -> to.refused(new RefusedDocument(one.document(), item.words()));
        case INDEX_REFUSED ->
            throw SearchRefusedException.ofIndex(
                http.url(), indices.name(one.document().epochDay()).orElse(""), item.words());
      }
    }
    to.taken(taken);
    if (again.size() < bulk.size()) {
      attempts.succeeded();
    }
    if (!again.isEmpty()) {
      attempts.failed(why, Duration.ZERO);
    }
    return again;
  }
}
