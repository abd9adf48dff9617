package io.cardbeam.command.weblog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.cardbeam.pipeline.weblog.LogSource;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import io.cardbeam.pipeline.weblog.LogSource.ReadUpTo;
import io.cardbeam.pipeline.weblog.Tables;
import io.cardbeam.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which logs were read before, and which of them files are that are read now. */
final class KnownLogs {
  private final Map<Identity, List<ReadUpTo>> known;

  private record Identity(int bytes, String hash) {
    static Identity of(byte[] head, int bytes) {
      return new Identity(bytes, Sha256.hex(Arrays.copyOf(head, bytes)));
    }

    boolean isOf(byte[] head) {
      return bytes <= head.length && of(head, bytes).equals(this);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // It is looked at and thrown away.
  private record File(Copy copy, byte[] head) {}

  /** Logs to read, and those that are not among them. */
  record Plan(List<LogSource> sources, List<LogSource> untouched) {}

  private KnownLogs(Map<Identity, List<ReadUpTo>> known) {
    this.known = known;
  }

  /** Nothing was read. */
  static KnownLogs none() {
    return new KnownLogs(Map.of());
  }

  /** What a folder says was read; nothing if it says nothing. */
  static KnownLogs of(Path folder) throws IOException {
    Map<Identity, List<ReadUpTo>> known = new LinkedHashMap<>();
    Path file = folder.resolve(Tables.READ_FILES);
    if (Files.isRegularFile(file)) {
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file);
          CloseableIterator<CsvRecord> rows = reader.iterator()) {
        if (rows.hasNext()) {
          rows.next(); // header
        }
        while (rows.hasNext()) {
          List<String> row = rows.next().getFields();
          known
              .computeIfAbsent(
                  new Identity(Integer.parseInt(row.get(1)), row.get(2)), id -> new ArrayList<>())
              .add(
                  new ReadUpTo(
                      row.get(0),
                      Long.parseLong(row.get(3)),
                      Long.parseLong(row.get(4)),
                      row.get(5)));
        }
      } catch (RuntimeException e) {
        throw new IOException(file + " is damaged", e);
      }
    }
    return new KnownLogs(known);
  }

  /** Puts files together that are copies of one log; one without content is left out. */
  Plan plan(List<Copy> copies) throws IOException {
    List<File> files = new ArrayList<>();
    for (Copy copy : copies) {
      files.add(new File(copy, LogFiles.head(copy, LogSource.MAX_IDENTITY_BYTES)));
    }
    files.removeIf(file -> file.head().length == 0);
    // Shorter heads first: a file may be the beginning of another.
    files.sort(Comparator.comparingInt(file -> file.head().length));
    List<Identity> identities = new ArrayList<>(known.keySet());
    identities.sort(Comparator.comparingInt(Identity::bytes).reversed());
    Map<Identity, List<Copy>> copiesOf = new LinkedHashMap<>();
    for (File file : files) {
      Identity identity =
          identities.stream()
              .filter(one -> one.isOf(file.head()))
              .findFirst()
              .orElseGet(() -> Identity.of(file.head(), file.head().length));
      if (!identities.contains(identity)) {
        identities.add(identity);
      }
      copiesOf.computeIfAbsent(identity, id -> new ArrayList<>()).add(file.copy());
    }
    List<LogSource> sources = new ArrayList<>();
    copiesOf.forEach(
        (identity, of) -> {
          of.sort(Comparator.comparingInt(Copy::number));
          sources.add(source(identity, of));
        });
    sources.sort(Comparator.comparingInt(source -> source.copies().get(0).number()));
    List<LogSource> untouched = new ArrayList<>();
    for (Identity identity : known.keySet()) {
      if (!copiesOf.containsKey(identity)) {
        untouched.add(source(identity, List.of()));
      }
    }
    return new Plan(sources, untouched);
  }

  private LogSource source(Identity identity, List<Copy> copies) {
    return new LogSource(
        identity.bytes(), identity.hash(), copies, known.getOrDefault(identity, List.of()));
  }
}
