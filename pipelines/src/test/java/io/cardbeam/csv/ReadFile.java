package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a file in a test. */
public final class ReadFile implements CsvFile.Receiver {
  public static final CardTokenizer TOKENIZER = CardTokenizer.withoutSecret();

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  static ReadFile of(byte[] file, FileReading how) {
    ReadFile read = new ReadFile();
    try {
      new CsvFile("test", TOKENIZER, how).read(new ByteArrayInputStream(file), read);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return read;
  }

  static ReadFile of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), FileReading.WHOLE);
  }

  static ReadFile of(String text, String columns) {
    return of(
        text.getBytes(StandardCharsets.UTF_8),
        FileReading.WHOLE.withColumns(ColumnsFile.parse("columns.txt", columns)));
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    letters.add(letter);
  }

  public List<Event> events() {
    return events;
  }

  /** What the events say, in words. */
  public List<String> bodies() {
    return events.stream().map(event -> event.body().toString()).toList();
  }

  public List<AuthorizationRequest> requests() {
    return events.stream()
        .filter(event -> event.type() == EventType.AUTHORIZATION_REQUEST)
        .map(event -> event.body(AuthorizationRequest.class))
        .toList();
  }

  /**
   * The request with this id.
   *
   * @throws AssertionError if there is none
   */
  AuthorizationRequest request(String id) {
    Optional<AuthorizationRequest> request =
        requests().stream().filter(r -> r.getRequestId().equals(id)).findFirst();
    assertThat(request).as("%s among %s", id, letters).isPresent();
    return request.orElseThrow();
  }

  List<FraudFinding> findings() {
    return events.stream()
        .filter(event -> event.type() == EventType.FRAUD_FINDING)
        .map(event -> event.body(FraudFinding.class))
        .toList();
  }

  List<Event> withoutFindings() {
    return events.stream().filter(event -> event.type() != EventType.FRAUD_FINDING).toList();
  }

  public List<CardUpdate> updates() {
    return events.stream()
        .filter(event -> event.type() == EventType.CARD_UPDATE)
        .map(event -> event.body(CardUpdate.class))
        .toList();
  }

  List<String> reasons() {
    return letters.stream().map(DeadLetter::getReason).toList();
  }

  public List<DeadLetter> letters() {
    return letters;
  }
}
