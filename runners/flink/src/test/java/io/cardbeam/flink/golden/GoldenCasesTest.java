package io.cardbeam.flink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.decision.Deciding;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.policy.Costs;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small cases of money, described in {@code src/test/golden/cases/NAME.jsonl}: what became of each
 * is in {@code NAME.txt} beside it. All are made at once; each has cards of its own. Whatever is
 * not declined for a hard reason is approved, so that no model has a say.
 */
class GoldenCasesTest {
  private static final Path CASES = Golden.folder().resolve("cases");
  private static final MonthRange MONTHS =
      new MonthRange(YearMonth.of(2025, 1), YearMonth.of(2025, 12));
  private static final Costs FRAUD_COSTS_NOTHING =
      new Costs("cases", "USD", 0, 0, 0, 0, 0, 0, 0, 1, 50);

  @TempDir static Path lake;

  private static final List<MoneyCase> ALL = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static CaseRows rows;

  @BeforeAll
  static void run() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(MoneyCase.SUFFIX)).sorted().toList()) {
        ALL.add(MoneyCase.read(file));
      }
    }
    for (MoneyCase moneyCase : ALL) {
      List<Event> events = CaseEvents.of(moneyCase);
      GoldenLake.write(lake, moneyCase.name() + "-", events);
    }
    assertThat(ALL.stream().flatMap(moneyCase -> moneyCase.cards().keySet().stream()))
        .as("cards, each of one case alone")
        .doesNotHaveDuplicates();
    BooksOfLake books =
        BooksOfLake.of(
            lake,
            new Deciding(FraudModel.standard(), FRAUD_COSTS_NOTHING, Reference.standard()),
            MONTHS);
    try (InThisProcess<SpecificRecord> kept = new InThisProcess<>(SpecificRecord.class)) {
      books.tables().keySet().forEach(table -> books.give(table, new KeepRows(kept)));
      books.run();
      rows = new CaseRows(kept.items());
    }
  }

  @TestFactory
  Stream<DynamicTest> becomesWhatItDid() {
    assertThat(ALL).isNotEmpty();
    return ALL.stream()
        .map(
            moneyCase ->
                DynamicTest.dynamicTest(
                    moneyCase.name(),
                    () ->
                        Golden.check(
                            "cases/" + moneyCase.name() + ".txt",
                            new CaseReport(moneyCase, rows).lines())));
  }
}
