package io.cardbeam.csv;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.sort.ExternalSort;
import io.cardbeam.sort.SizedBytes;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A CSV file as card traffic: its rows in order of event time, whatever their order in the file,
 * each a request and the purchase that follows if it is approved; where labels are used, findings
 * come at their own time among them. The file is read once, at the start, so that its rows and its
 * bad rows are counted before the first step is taken.
 */
public final class CsvSteps implements Iterator<Step>, Closeable {
  /** Events of a run: some 100 MB of memory. */
  static final int RUN_EVENTS = 100_000;

  private final ExternalSort<Event> sorter;
  private final ExternalSort.Merge<Event> ordered;
  private long requests;
  private long findings;
  private long invalid;

  private CsvSteps(
      Path file,
      CardTokenizer tokenizer,
      FileReading how,
      Consumer<DeadLetter> deadLetters,
      int runEvents)
      throws IOException {
    sorter = new ExternalSort<>(Event.CARD_ORDER, new OnTheWire(), runEvents);
    try (RowSource rows = RowFiles.open(file, how.columns().options())) {
      new CsvFile(file.toString(), tokenizer, how).read(rows, new Sorting(deadLetters));
      ordered = sorter.merge();
    } catch (IOException | RuntimeException e) {
      sorter.close();
      throw e;
    }
  }

  /**
   * Reads a file.
   *
   * @param how what of it is read, and as what
   * @param deadLetters gets each row that can't be taken, while this runs
   * @throws IOException if the file can't be read to its end
   */
  public static CsvSteps open(
      Path file, CardTokenizer tokenizer, FileReading how, Consumer<DeadLetter> deadLetters)
      throws IOException {
    return open(file, tokenizer, how, deadLetters, RUN_EVENTS);
  }

  static CsvSteps open(
      Path file,
      CardTokenizer tokenizer,
      FileReading how,
      Consumer<DeadLetter> deadLetters,
      int runEvents)
      throws IOException {
    return new CsvSteps(file, tokenizer, how, deadLetters, runEvents);
  }

  /** Rows that are requests. */
  public long requests() {
    return requests;
  }

  /** Findings on these that come back as chargebacks. */
  public long findings() {
    return findings;
  }

  /** Rows that could not be taken. */
  public long invalid() {
    return invalid;
  }

  @Override
  public boolean hasNext() {
    return ordered.hasNext();
  }

  @Override
  public Step next() {
    try {
      Event event = ordered.next();
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        return new Step.Publish(event);
      }
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      return new Step.Attempt(request, List.of(ClearOnApproval.purchase(request)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    sorter.close();
  }

  /** Events as records of Kafka; each counts one. */
  private static final class OnTheWire implements ExternalSort.Form<Event> {
    private final WireCodec codec = new WireCodec();

    @Override
    public void write(Event event, DataOutputStream out) throws IOException {
      SizedBytes.write(codec.encode(event.body()), out);
    }

    @Override
    public Event read(DataInputStream in) throws IOException {
      try {
        return Event.of(codec.decode(SizedBytes.read(in)));
      } catch (UnreadableRecordException e) {
        throw new IOException("temporary file is damaged: " + e.reason(), e);
      }
    }

    @Override
    public long size(Event event) {
      return 1;
    }
  }

  private final class Sorting implements CsvFile.Receiver {
    private final Consumer<DeadLetter> deadLetters;

    Sorting(Consumer<DeadLetter> deadLetters) {
      this.deadLetters = deadLetters;
    }

    @Override
    public void event(Event event) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        requests++;
      } else if (event.type() == EventType.FRAUD_FINDING) {
        findings++;
      }
      try {
        sorter.add(event);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      invalid++;
      deadLetters.accept(letter);
    }
  }
}
