package io.cardbeam.pipeline.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A local file of decisions as {@link WriteDecisions} writes them, read back. */
public final class DecisionFile {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final String CSV = "decisions.csv";
  private static final String AVRO = "decisions.avro";

  private final Path file;

  private DecisionFile(Path file) {
    this.file = file;
  }

  /** Takes the decisions, one by one. */
  public interface Receiver {
    /**
     * A decision.
     *
     * @param requestId one among those of the card
     * @param cardToken token of the card
     * @param timeMillis event time of the request, milliseconds since 1970 UTC
     * @param fraudProbability 0 to 1
     */
    void decision(
        String requestId,
        String cardToken,
        long timeMillis,
        double fraudProbability,
        Outcome outcome);
  }

  /**
   * The file in a folder.
   *
   * @throws IOException if there is none, or one of each layout: it is then unclear which is meant
   */
  public static DecisionFile in(Path folder) throws IOException {
    List<Path> there =
        Stream.of(CSV, AVRO).map(folder::resolve).filter(Files::isRegularFile).toList();
    if (there.size() != 1) {
      throw new IOException(
          there.isEmpty()
              ? folder + " holds neither " + CSV + " nor " + AVRO
              : folder + " holds both " + CSV + " and " + AVRO + ": remove the one that is old");
    }
    return new DecisionFile(there.get(0));
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** Whether decisions are in it as they were made; a CSV file has what people read of them. */
  public boolean isWhole() {
    return file.endsWith(AVRO);
  }

  /**
   * Reads all decisions.
   *
   * @throws IOException if it can't be read, or a row is no decision; the message has the line
   */
  public void read(Receiver receiver) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      if (isWhole()) {
        readAvro(in, receiver);
      } else {
        readCsv(in, receiver);
      }
    }
  }

  private void readAvro(InputStream in, Receiver receiver) throws IOException {
    try (LakeFileReader reader = new LakeFileReader(EventType.AUTHORIZATION_DECISION, in)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        AuthorizationDecision decision = next.get().body(AuthorizationDecision.class);
        if (!(decision.getFraudProbability() >= 0 && decision.getFraudProbability() <= 1)) {
          throw new IOException(file + ": decision " + reader.read() + " has no probability");
        }
        receiver.decision(
            decision.getRequestId(),
            decision.getCardToken(),
            decision.getEventTime().toEpochMilli(),
            decision.getFraudProbability(),
            decision.getOutcome());
      }
    }
  }

  private void readCsv(InputStream in, Receiver receiver) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(in, StandardCharsets.UTF_8);
        CloseableIterator<CsvRecord> records = reader.iterator()) {
      List<String> header = records.hasNext() ? records.next().getFields() : List.of();
      if (!String.join(",", header).equals(DecisionRow.HEADER)) {
        throw new IOException(file + ": first line is not " + DecisionRow.HEADER);
      }
      while (records.hasNext()) {
        CsvRecord row = records.next();
        try {
          take(row, receiver);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
          throw new IOException(
              file + " line " + row.getStartingLineNumber() + " is no decision", e);
        }
      }
    } catch (CsvParseException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void take(CsvRecord row, Receiver receiver) {
    double probability = Double.parseDouble(row.getField(4));
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is not from 0 to 1");
    }
    receiver.decision(
        row.getField(0),
        row.getField(1),
        Instant.parse(row.getField(2)).toEpochMilli(),
        probability,
        Outcome.valueOf(row.getField(3).toUpperCase(Locale.ROOT)));
  }
}
