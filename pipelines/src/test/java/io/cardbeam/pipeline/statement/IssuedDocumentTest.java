package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.AllStatements;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
