package io.cardbeam.bench.fuzz;

import static io.cardbeam.bench.fuzz.CsvTable.pick;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.CsvFile;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.DelimitedRows;
import io.cardbeam.csv.FileContent;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.FormOptions;
import io.cardbeam.csv.RawRow;
import io.cardbeam.csv.TextEncoding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * CSV files: half of them written in another way that means the same, half of them damaged.
 *
 * <p>An input is the length of a plain file, that file, and the file that is read. The same events
 * must come of both. Without a plain file every row must be an event or a dead letter; and where
 * DuckDB reads a row of such a file, too, it must be of the same time and amount.
 */
final class CsvFileTarget implements Target {
  private static final int MOST_ROWS = 15;
  private static final int ONE_WITH_DUCKDB = 20;
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)sep=.");

  /** Codes of a file that is refused as a whole. */
  private static final Set<String> REFUSED =
      Set.of(
          "NO_HEADER",
          "NOT_TEXT",
          "AMBIGUOUS_DATES",
          "AMBIGUOUS_NUMBERS",
          "SPREADSHEET",
          DamagedFileException.CODE);

  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "-",
          ".",
          ",",
          "\"",
          "\"\"",
          "\"\"\"",
          "NaN",
          "inf",
          "1e999",
          "-0",
          "0x1F",
          "99999999999999999999",
          "1e2",
          "2.29116E+15",
          "03/04/2020 10:00",
          "2020-02-30 10:00:00",
          "2020-06-30 23:59:60",
          "36,0788",
          "1.234,56",
          "(5.00)",
          "$-5",
          "€7",
          "١٢٣",
          "\u0000",
          "\u0007",
          "\u202Eabc",
          "\uFEFF",
          "\uFFFD",
          "a\rb",
          "\uD83C",
          "sep=;",
          "4111111111111111",
          "x".repeat(300),
          "9".repeat(20_000),
          "\"open",
          "closed\"",
          "🍣".repeat(200));

  private final CardTokenizer tokenizer = CardTokenizer.withoutSecret();

  @Override
  public FuzzInput input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CsvTable table = CsvTable.random(random, 1 + random.nextInt(MOST_ROWS));
    byte[] plain = CsvDress.plain(table);
    CsvDress dress = new CsvDress(random);
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> input(plain, dress.bytes(dress.text(table)), "another form");
      case 3 -> {
        Mutator mutator = new Mutator(random);
        yield input(none(), mutator.damage(dress.bytes(dress.text(table))), mutator.told());
      }
      case 4 -> {
        Mutator mutator = new Mutator(random);
        yield input(none(), mutator.damage(plain), mutator.told());
      }
      default -> {
        String text =
            random.nextBoolean() ? new String(plain, StandardCharsets.UTF_8) : dress.text(table);
        String nasty = pick(random, NASTY);
        yield input(
            none(),
            dress.bytes(withCell(text, nasty, random)),
            "a cell is '" + nasty.substring(0, Math.min(nasty.length(), 40)) + "'");
      }
    };
  }

  private static byte[] none() {
    return new byte[0];
  }

  private static FuzzInput input(byte[] plain, byte[] file, String what) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + plain.length + file.length);
    bytes.putInt(plain.length).put(plain).put(file);
    return new FuzzInput(bytes.array(), what);
  }

  /** Puts something in place of what stands between two characters that are no letters. */
  private static String withCell(String text, String cell, SplittableRandom random) {
    int from = random.nextInt(text.length());
    while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
      from--;
    }
    int to = from;
    while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
      to++;
    }
    return text.substring(0, from) + cell + text.substring(to);
  }

  @Override
  public Taken run(byte[] input) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    byte[] plain = new byte[bytes.getInt()];
    bytes.get(plain);
    byte[] file = Arrays.copyOfRange(input, bytes.position(), input.length);
    Read read = Read.of(file, tokenizer);
    if (plain.length > 0) {
      BrokenLawException.require(
          read.events.equals(Read.of(plain, tokenizer).events) && read.letters.isEmpty(),
          "another form of a file gives other events");
    } else {
      requireCounted(file, read);
      Optional<byte[]> text = text(file);
      if (text.isPresent() && !read.isRefused() && isForDuckDb(file)) {
        DuckDbRows.requireSame(text.get(), read.requests());
      }
    }
    for (EventType type : EventType.values()) {
      LaterSteps.require(read.events.stream().filter(event -> event.type() == type).toList());
    }
    return new Taken(read.requests().size(), read.letters.size());
  }

  /** By its bytes, so that a file that is read again is compared again. */
  private static boolean isForDuckDb(byte[] file) {
    return Math.floorMod(Arrays.hashCode(file), ONE_WITH_DUCKDB) == 0;
  }

  /** Each row is a request or a dead letter, and each line after the header in a row, or blank. */
  private static void requireCounted(byte[] file, Read read) throws Exception {
    if (read.isRefused()) {
      return;
    }
    long rows = 0;
    long lines = 0;
    long damage = 0;
    try (DelimitedRows counted =
        DelimitedRows.open(new ByteArrayInputStream(file), FormOptions.NONE)) {
      for (Optional<RawRow> row = counted.next(); row.isPresent(); row = counted.next()) {
        rows++;
        lines += linesWithText(row.get().text());
      }
    } catch (DamagedFileException e) {
      damage++;
    }
    BrokenLawException.require(
        read.requests().size() + read.letters.size() == rows + damage,
        "a row is no event and no dead letter");
    Optional<byte[]> text = text(file);
    if (text.isPresent()) {
      BrokenLawException.require(
          linesAfterHeader(new String(text.get(), StandardCharsets.UTF_8)) == lines,
          "a line is in no row");
    }
  }

  /** The text of a file that is UTF-8 and not compressed, without its byte order mark. */
  private static Optional<byte[]> text(byte[] file) throws IOException {
    try {
      FileContent content = FileContent.of(new ByteArrayInputStream(file));
      return content.compression().isEmpty() && content.encoding().equals(TextEncoding.UTF_8)
          ? Optional.of(content.bytes().readAllBytes())
          : Optional.empty();
    } catch (BadRowException | DamagedFileException e) {
      return Optional.empty();
    }
  }

  private static long linesWithText(String text) {
    return LINE_END.splitAsStream(text).filter(line -> !line.isBlank()).count();
  }

  private static long linesAfterHeader(String text) {
    List<String> lines = LINE_END.splitAsStream(text).filter(line -> !line.isBlank()).toList();
    boolean separator = !lines.isEmpty() && SEPARATOR_LINE.matcher(lines.get(0)).matches();
    return Math.max(0, lines.size() - (separator ? 2 : 1));
  }

  /** What came of a file. */
  static final class Read implements CsvFile.Receiver {
    private final List<Event> events = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    static Read of(byte[] file, CardTokenizer tokenizer) throws IOException {
      Read read = new Read();
      new CsvFile("fuzz.csv", tokenizer, FileReading.WHOLE)
          .read(new ByteArrayInputStream(file), read);
      return read;
    }

    @Override
    public void event(Event event) {
      events.add(event);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      letters.add(letter);
    }

    /** Whether none of it was read: its header or its forms could not be told. */
    boolean isRefused() {
      return events.isEmpty() && letters.size() == 1 && REFUSED.contains(letters.get(0).getCode());
    }

    List<DeadLetter> letters() {
      return List.copyOf(letters);
    }

    List<AuthorizationRequest> requests() {
      return events.stream()
          .filter(event -> event.type() == EventType.AUTHORIZATION_REQUEST)
          .map(event -> event.body(AuthorizationRequest.class))
          .toList();
    }
  }
}
