package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What is cut is what a parser reads. */
class CsvFieldsTest {

  @Property
  void linesWithoutQuotesAreReadAsTheParserDoes(@ForAll("lines") String line) throws Exception {
    assertThat(CsvFields.split(line)).isEqualTo(parsed(line, ',').orElseThrow());
  }

  @Property
  void linesWithQuotesAreReadAsTheParserDoesOrRefusedAsItDoes(
      @ForAll("quotedLines") String line, @ForAll("separators") char separator) {
    String text = line.replace(',', separator);
    Optional<List<String>> parsed = parsed(text, separator);
    if (parsed.isEmpty()) {
      assertThatThrownBy(() -> CsvFields.split(text, separator))
          .isInstanceOf(BadRowException.class);
      return;
    }
    try {
      assertThat(CsvFields.split(text, separator)).isEqualTo(parsed.get());
    } catch (BadRowException e) {
      // The parser takes the end of the text for a closing quote.
      assertThat(e.code()).isEqualTo("OPEN_QUOTE");
      assertThat(parsed(text + '"', separator).or(() -> Optional.of(List.of()))).isPresent();
    }
  }

  @Property
  void aLineEndsOpenIfItsFieldsDo(
      @ForAll("quotedLines") String line, @ForAll("separators") char separator) {
    String text = line.replace(',', separator);
    CsvFields fields = new CsvFields(separator);
    boolean open;
    try {
      fields.add(text);
      open = fields.isOpen();
    } catch (BadRowException e) {
      open = false;
    }
    assertThat(CsvFields.endsOpen(text, separator)).isEqualTo(open);
  }

  @Property
  void whatIsQuotedIsReadBack(
      @ForAll @Size(min = 1, max = 8) List<@StringLength(max = 12) String> fields,
      @ForAll("separators") char separator)
      throws BadRowException {
    String line =
        fields.stream()
            .map(field -> '"' + field.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(String.valueOf(separator)));
    assertThat(CsvFields.split(line, separator)).isEqualTo(fields);
  }

  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '|', '\t');
  }

  @Provide
  Arbitrary<String> quotedLines() {
    return Arbitraries.strings().withChars(',', '"', 'a', ' ').ofMinLength(1).ofMaxLength(14);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings()
        .withChars(',', ' ', 'a', 'é', '0', '\t', '\'', ';')
        .ofMinLength(1)
        .ofMaxLength(30);
  }

  /** What the parser makes of it; empty where it refuses. */
  private static Optional<List<String>> parsed(String line, char separator) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowExtraCharsAfterClosingQuote(false)
            .skipEmptyLines(false)
            .ofCsvRecord(line)) {
      return reader.stream().findFirst().map(CsvRecord::getFields);
    } catch (CsvParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
