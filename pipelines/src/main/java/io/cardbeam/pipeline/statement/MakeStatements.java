package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.PostingDate;
import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.wire.Event;
import java.time.YearMonth;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The statements of one month: for each card the sum of all that was booked before it, the month's
 * lines, and the sum after it. Bounded input in the global window; a card's events are held in
 * memory together; the order of arrival and duplicates change nothing.
 */
public final class MakeStatements
    extends PTransform<PCollection<CardBooks>, PCollection<Statement>> {
  private static final long serialVersionUID = 1L;

  private final YearMonth month;

  private MakeStatements(YearMonth month) {
    this.month = month;
  }

  /** Statements of this month, from the books of each card. */
  public static MakeStatements of(YearMonth month) {
    return new MakeStatements(month);
  }

  @Override
  public PCollection<Statement> expand(PCollection<CardBooks> cards) {
    return cards.apply("Bill", ParDo.of(new BillCardFn(month))).setCoder(StatementCoder.of());
  }

  private static final class BillCardFn extends DoFn<CardBooks, Statement> {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;

    BillCardFn(YearMonth month) {
      this.month = month;
    }

    @ProcessElement
    public void process(@Element CardBooks card, OutputReceiver<Statement> statements) {
      List<Event> events =
          card.events().stream().filter(event -> PostingDate.isByEndOf(month, event)).toList();
      for (Statement statement : new CardLedger(card.cardToken(), events).statementsOf(month)) {
        StatementCounters.count(statement);
        statements.output(statement);
      }
    }
  }
}
