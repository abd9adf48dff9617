package io.cardbeam.console.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.cases.CaseSearch.BadSearchException;
import io.cardbeam.console.cases.SearchTerm.Comparison;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseSearchTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());

  @Test
  void readsEachKindOfTerm() throws Exception {
    assertThat(
            CaseSearch.parse(
                " amount:>500 -last4:1234  merchant:\"Corner Shop: 2\" Status:OPEN age:<=2h"
                    + " probability:>90% coffee \"two words\""))
        .extracting(t -> (t.negated() ? "-" : "") + t.field() + t.comparison().sign() + t.value())
        .containsExactly(
            "AMOUNT>500",
            "-LAST4=1234",
            "MERCHANT=Corner Shop: 2",
            "STATUS=open",
            "AGE<=2h",
            "PROBABILITY>90%",
            "MERCHANT=coffee",
            "MERCHANT=two words");
    assertThat(CaseSearch.parse("age:2h probability:5% age:1w amount:0.10"))
        .extracting(t -> t.number().toPlainString())
        .containsExactly("120", "0.05", "10080", "0.10");
    assertThat(CaseSearch.parse("   ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          colour:red               | column 1: there is no such field; there are amount
          status:open colour:red   | column 13: there is no such field
          amount:>                 | column 9: amount takes a number, as in amount:>500
          amount:>lots             | column 9: amount takes a number
          amount:-5                | column 8: amount takes a number
          amount:1.23456           | column 8: amount takes a number
          last4:12                 | column 7: last4 takes four digits
          last4:>1234              | column 7: last4 takes no >
          status:>=open            | column 8: status takes no >=
          status:new               | column 8: status takes open, in_progress
          outcome:                 | column 9: outcome takes approved, referred or declined
          age:>2y                  | column 6: age takes a length
          probability:2            | column 13: probability takes a share
          merchant:"x              | column 10: the quote is not closed
          merchant:"x"y            | column 13: a space must follow the quote
          merchant:x"y             | column 11: quotes stand around a whole value
          merchant:""              | column 10: the quotes are empty
          ab -                     | column 4: a dash stands before a term
          card:short               | column 6: card takes a card's token
          """)
  void namesWhatIsWrongWithItsColumn(String search, String words) {
    assertThatThrownBy(() -> CaseSearch.parse(search))
        .isInstanceOf(BadSearchException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void hasLimits() throws Exception {
    assertThat(CaseSearch.parse("x ".repeat(CaseSearch.MAX_TERMS))).hasSize(CaseSearch.MAX_TERMS);
    assertThatThrownBy(() -> CaseSearch.parse("x ".repeat(CaseSearch.MAX_TERMS + 1)))
        .hasMessage("column 41: a search has at most 20 terms");
    assertThat(CaseSearch.parse("x" + " ".repeat(CaseSearch.MAX_CHARS - 1))).hasSize(1);
    assertThatThrownBy(() -> CaseSearch.parse(" ".repeat(CaseSearch.MAX_CHARS + 1)))
        .hasMessageContaining("at most 500 characters");
  }

  @Test
  void whateverIsTypedIsReadOrRefusedWithAColumnOfIt() {
    Random random = new Random(SEED);
    List<String> parts =
        List.of(
            "amount", ":", ">", "<=", "5", "\"", " ", "-", "status", "open", "é", "%", "1h", "_");
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n >= 0; n--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      try {
        assertThat(CaseSearch.parse(text.toString())).isNotNull();
      } catch (BadSearchException e) {
        assertThat(e.column()).as("seed %d: %s", SEED, text).isBetween(1, text.length() + 1);
        assertThat(e.words()).startsWith("column " + e.column() + ": ");
      }
    }
  }

  @Test
  void aTermThatIsWrittenIsReadAsItWas() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      SearchTerm term = SearchesOnTrial.term(random);
      assertThat(CaseSearch.parse(SearchesOnTrial.text(term)))
          .as("seed %d", SEED)
          .containsExactly(term);
    }
    assertThat(Comparison.values()).hasSize(5);
  }
}
