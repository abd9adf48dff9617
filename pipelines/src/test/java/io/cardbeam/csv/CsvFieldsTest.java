package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is cut at commas is what a parser reads. */
class CsvFieldsTest {

  @Property
  void linesWithoutQuotesAreReadAsTheParserDoes(@ForAll("lines") String line) throws Exception {
    assertThat(CsvFields.split(line)).isEqualTo(parsed(line));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings()
        .withChars(',', ' ', 'a', 'é', '0', '\t', '\'', '\r')
        .ofMinLength(1)
        .ofMaxLength(30);
  }

  private static List<String> parsed(String line) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .allowExtraCharsAfterClosingQuote(false)
            .skipEmptyLines(false)
            .ofCsvRecord(line)) {
      return reader.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
    }
  }
}
