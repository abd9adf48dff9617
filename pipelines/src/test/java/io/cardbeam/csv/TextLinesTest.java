package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextLinesTest {
  private static final TextEncoding WINDOWS_1252 = TextEncoding.named("windows-1252").orElseThrow();

  static List<TextEncoding> all() {
    return List.of(TextEncoding.UTF_8, TextEncoding.UTF_16LE, TextEncoding.UTF_16BE, WINDOWS_1252);
  }

  @Provide
  Arbitrary<TextEncoding> encodings() {
    return Arbitraries.of(all());
  }

  private record Seen(long number, String text, String flaw) {}

  private static List<Seen> read(InputStream in, TextEncoding encoding) throws IOException {
    TextLines lines = new TextLines(in, encoding);
    List<Seen> seen = new ArrayList<>();
    while (lines.next()) {
      seen.add(
          new Seen(
              lines.number(), lines.text(), lines.flaw().map(BadRowException::reason).orElse("")));
    }
    return seen;
  }

  private static List<Seen> read(byte[] bytes) throws IOException {
    return read(new ByteArrayInputStream(bytes), TextEncoding.UTF_8);
  }

  /** A stream that gives one byte at a time, as a slow pipe may. */
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1));
      }
    };
  }

  @Property(tries = 300)
  void linesAreCutAtEveryKindOfEndInEveryEncoding(
      @ForAll List<String> texts,
      @ForAll("encodings") TextEncoding encoding,
      @ForAll @IntRange(max = 2) int end,
      @ForAll boolean endsLast)
      throws IOException {
    List<String> lines =
        texts.stream()
            .map(text -> text.replaceAll("[\\n\\r\\p{Cs}]", "."))
            .map(text -> encoding.equals(WINDOWS_1252) ? ascii(text) : text)
            .toList();
    String lineEnd = List.of("\n", "\r", "\r\n").get(end);
    String text = String.join(lineEnd, lines) + (endsLast ? lineEnd : "");
    List<String> expected = new ArrayList<>(lines);
    // What follows the last line end is a line only if it has a character.
    if (!endsLast && !expected.isEmpty() && expected.get(expected.size() - 1).isEmpty()) {
      expected.remove(expected.size() - 1);
    }
    if (endsLast && lines.isEmpty()) {
      expected.add("");
    }
    byte[] bytes = text.getBytes(encoding.charset());
    for (InputStream in : List.of(new ByteArrayInputStream(bytes), slow(bytes))) {
      List<Seen> seen = read(in, encoding);
      assertThat(seen).extracting(Seen::text).isEqualTo(expected);
      assertThat(seen).extracting(Seen::flaw).allMatch(String::isEmpty);
      assertThat(seen.stream().mapToLong(Seen::number))
          .isEqualTo(java.util.stream.LongStream.rangeClosed(1, seen.size()).boxed().toList());
    }
  }

  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "é");
  }

  @Test
  void bytesThatAreNoUtf8CostTheirOwnLineAndSayWhere() throws IOException {
    byte[] bytes = "ok\nCaf\u00e9 ol\u00e9\nfine\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(bytes))
        .extracting(Seen::flaw)
        .containsExactly("", "byte 4 of the line, 0xE9, is not valid UTF-8", "");
  }

  @Test
  void aReplacementCharacterThatIsInTheFileIsText() throws IOException {
    assertThat(read("a\uFFFDb".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(new Seen(1, "a\uFFFDb", ""));
  }

  @Test
  void halfACharacterOfUtf16IsNoText() throws IOException {
    byte[] lone = "a\uD83C\nb\n".getBytes(StandardCharsets.UTF_16BE);
    lone[2] = (byte) 0xD8;
    lone[3] = 0x3C;
    assertThat(read(new ByteArrayInputStream(lone), TextEncoding.UTF_16BE))
        .extracting(Seen::flaw)
        .containsExactly("byte 3 of the line, 0xD8, is not valid UTF-16BE", "");
    byte[] odd = Arrays.copyOf("ab".getBytes(StandardCharsets.UTF_16LE), 3);
    assertThat(read(new ByteArrayInputStream(odd), TextEncoding.UTF_16LE))
        .extracting(Seen::flaw)
        .containsExactly("byte 3 of the line, 0x62, is not valid UTF-16LE");
  }

  @ParameterizedTest
  @MethodSource("all")
  void ofALineThatIsTooLongTheStartIsGivenAndTheRestPassedOver(TextEncoding encoding)
      throws IOException {
    for (int chars : List.of(TextLines.MAX_CHARS, TextLines.MAX_CHARS + 1, 300_000, 1_000_000)) {
      String text = "first\n" + "é".repeat(chars) + "\r\nlast";
      List<Seen> seen = read(new ByteArrayInputStream(text.getBytes(encoding.charset())), encoding);
      assertThat(seen).extracting(Seen::number).containsExactly(1L, 2L, 3L);
      assertThat(seen.get(2).text()).isEqualTo("last");
      boolean tooLong = chars > TextLines.MAX_CHARS;
      assertThat(seen.get(1).text())
          .hasSize(tooLong ? TextLines.MAX_CHARS + 1 : chars)
          .matches("é+");
      assertThat(seen.get(1).flaw())
          .isEqualTo(tooLong ? "line has more than 16384 characters" : "");
    }
  }

  @Test
  void aLineWithoutEndIsDamage() {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return length;
          }
        };
    assertThatThrownBy(() -> read(zeros, TextEncoding.UTF_8))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("line 1 has no end within 268435456 bytes");
  }
}
