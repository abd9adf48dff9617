package io.cardbeam.flink.golden;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.feature.Reference;
import io.cardbeam.policy.Costs;
import io.cardbeam.simulator.SimulatorModel;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history of 200,000 events, with all that moves money and much that should not: whatever is
 * changed inside, decisions, star, statements, exceptions and dead letters stay what they are in
 * {@code src/test/golden/history.txt}, and so does the size of a stream's state.
 */
class GoldenHistoryTest {
  private static final long SEED = 23;
  private static final int CARDS = 200;
  private static final int REQUESTS = 93_500;
  private static final MonthRange MONTHS =
      new MonthRange(YearMonth.of(2025, 1), YearMonth.of(2025, 9));

  @TempDir Path folder;

  @Test
  void booksAndStateAreAsTheyWere() throws IOException {
    CardsHistory history = CardsHistory.of(SEED, CARDS, REQUESTS);
    GoldenLake.write(
        folder, "", history.events().stream().map(OddArrivals.Arrival::event).toList());
    BooksOfLake books =
        BooksOfLake.of(
            folder,
            new Deciding(SimulatorModel.get(), Costs.standard(), Reference.standard()),
            MONTHS);
    List<String> lines = new ArrayList<>();
    lines.add("history of seed %d: %,d events".formatted(SEED, history.events().size()));
    try (InThisProcess<TableTally> parts = new InThisProcess<>(TableTally.class);
        InThisProcess<AuthorizationDecision> decisions =
            new InThisProcess<>(AuthorizationDecision.class)) {
      books
          .tables()
          .keySet()
          .forEach(
              table ->
                  books.give(table, new TallyRows(parts, HistoryShapes.of(table), folder + "/")));
      books.give(BooksOfLake.DECISION, new KeepRows(decisions));
      books.run();
      Map<String, TableTally> tallies = new TreeMap<>();
      for (TableTally part : parts.items()) {
        tallies
            .computeIfAbsent(part.shape().name(), table -> new TableTally(part.shape()))
            .add(part);
      }
      tallies.values().forEach(tally -> lines.addAll(tally.lines()));
      lines.addAll(StateFigures.lines(history, decisions.items()));
    }
    Golden.check("history.txt", lines);
  }
}
