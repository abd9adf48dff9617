package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.AllStatements;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedDocumentTest {

  /** Also where all disputes were upheld, so that no balance is another. */
  @Test
  void oneOfAnEarlierVersionTellsOfNoDecidedDisputes() throws IOException {
    int decided = 0;
    int others = 0;
    List<Statement> statements =
        AllStatements.of(
            GeneratedBooks.of(77, 8, 40).events(),
            new MonthRange(YearMonth.of(2019, 12), YearMonth.of(2020, 5)));
    for (Statement statement : statements) {
      ObjectNode earlier = StatementJson.document(statement);
      earlier.remove(List.of("disputes", "disputes_total"));
      IssuedDocument issued =
          IssuedDocument.of(earlier.toString().getBytes(StandardCharsets.UTF_8));
      boolean isDecided = !statement.lines(StatementSection.DISPUTES).isEmpty();
      assertThat(issued.isToldBy(statement)).isEqualTo(!isDecided);
      decided += isDecided ? 1 : 0;
      others += isDecided ? 0 : 1;
    }
    assertThat(decided).isPositive();
    assertThat(others).isPositive();
  }

  /** So that what was superseded can be compared with its document. */
  @Test
  void theStatementOfADocumentGivesTheSameDocument() throws IOException {
    for (Statement statement : statements()) {
      byte[] document = StatementJson.bytes(statement);
      assertThat(StatementJson.bytes(IssuedDocument.of(document).statement())).isEqualTo(document);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%d.5", "%d.0", "%de0", "18446744073709551616%d", "\"%d\"", "null", "true"})
  void anAmountThatIsNoWholeNumberOf64BitsIsRefused(String form) {
    for (Statement statement : statements().subList(0, 5)) {
      String document =
          new String(bytes(statement), StandardCharsets.UTF_8)
              .replaceFirst(
                  "(\"closing_balance\" : \\{\\s*\"minor\" : )-?\\d+",
                  "$1" + String.format(form, statement.closingBalanceMinor()).replace("--", "-"));
      assertThatThrownBy(() -> IssuedDocument.of(document.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAmountThatIsMoreBy2ToThe64thIsAnother() throws IOException {
    Statement statement = statements().get(0);
    ObjectNode document = StatementJson.document(statement);
    ObjectNode minimum = (ObjectNode) document.at("/payment/minimum");
    minimum.put("minor", BigInteger.TWO.pow(64).add(minimum.path("minor").bigIntegerValue()));
    IssuedDocument issued = IssuedDocument.of(document.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(issued.isToldBy(statement)).isFalse();
    assertThat(
            DocumentDifference.of(
                bytes(statement), document.toString().getBytes(StandardCharsets.UTF_8)))
        .contains("/payment/minimum/minor expected");
  }

  @Test
  void aFieldThatIsThereTwiceIsRefused() {
    String document =
        new String(bytes(statements().get(0)), StandardCharsets.UTF_8)
            .replaceFirst("\"days\"", "\"days\" : 31, \"days\"");
    assertThatThrownBy(() -> IssuedDocument.of(document.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("days");
  }

  private static byte[] bytes(Statement statement) {
    try {
      return StatementJson.bytes(statement);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Statement> statements() {
    return AllStatements.of(
        GeneratedBooks.of(77, 8, 40).events(),
        new MonthRange(YearMonth.of(2019, 12), YearMonth.of(2020, 5)));
  }
}
