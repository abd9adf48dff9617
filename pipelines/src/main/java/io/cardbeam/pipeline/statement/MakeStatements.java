package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.Statement;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.MonthRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The statements whose cycles close in some months: for each account all cycles up to them are
 * closed one after the other, from all that was booked. Bounded input in the global window; a
 * card's events are held in memory together; the order of arrival and duplicates change nothing.
 */
public final class MakeStatements
    extends PTransform<PCollection<CardBooks>, PCollection<Statement>> {
  private static final long serialVersionUID = 1L;

  private final MonthRange months;
  private final TermsText terms;
  private final boolean isEveryCycle;

  private MakeStatements(MonthRange months, TermsText terms, boolean isEveryCycle) {
    this.months = months;
    this.terms = terms;
    this.isEveryCycle = isEveryCycle;
  }

  /**
   * Statements of these months, from the books of each card, under the terms that come with us;
   * none of a cycle that is empty.
   */
  public static MakeStatements of(MonthRange months) {
    return new MakeStatements(months, TermsText.standard(), false);
  }

  /** The same under other terms. */
  public MakeStatements under(TermsText others) {
    return new MakeStatements(months, others, isEveryCycle);
  }

  /** The same with empty ones, by which one that was issued may have to be corrected. */
  public MakeStatements everyCycle() {
    return new MakeStatements(months, terms, true);
  }

  @Override
  public PCollection<Statement> expand(PCollection<CardBooks> cards) {
    return cards
        .apply("Bill", ParDo.of(new BillCardFn(months, terms, isEveryCycle)))
        .setCoder(StatementCoder.of());
  }

  private static final class BillCardFn extends DoFn<CardBooks, Statement> {
    private static final long serialVersionUID = 1L;

    private final MonthRange months;
    private final TermsText terms;
    private final boolean isEveryCycle;

    BillCardFn(MonthRange months, TermsText terms, boolean isEveryCycle) {
      this.months = months;
      this.terms = terms;
      this.isEveryCycle = isEveryCycle;
    }

    @ProcessElement
    public void process(@Element CardBooks card, OutputReceiver<Statement> statements) {
      TermsHistory history = terms.history();
      CardLedger ledger = new CardLedger(card.cardToken(), card.events(), card.answers(), history);
      for (Statement statement : ledger.statements(months)) {
        if (isEveryCycle || !statement.isEmpty()) {
          statements.output(statement);
        }
      }
    }
  }
}
