package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.Statement;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.pipeline.card.CardBooks;
import java.time.YearMonth;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The statements whose cycles close in one month: for each account all cycles up to it are closed
 * one after the other, from all that was booked. Bounded input in the global window; a card's
 * events are held in memory together; the order of arrival and duplicates change nothing.
 */
public final class MakeStatements
    extends PTransform<PCollection<CardBooks>, PCollection<Statement>> {
  private static final long serialVersionUID = 1L;

  private final YearMonth month;
  private final TermsText terms;

  private MakeStatements(YearMonth month, TermsText terms) {
    this.month = month;
    this.terms = terms;
  }

  /** Statements of this month, from the books of each card, under the terms that come with us. */
  public static MakeStatements of(YearMonth month) {
    return new MakeStatements(month, TermsText.standard());
  }

  /** The same under other terms. */
  public MakeStatements under(TermsText others) {
    return new MakeStatements(month, others);
  }

  @Override
  public PCollection<Statement> expand(PCollection<CardBooks> cards) {
    return cards
        .apply("Bill", ParDo.of(new BillCardFn(month, terms)))
        .setCoder(StatementCoder.of());
  }

  private static final class BillCardFn extends DoFn<CardBooks, Statement> {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;
    private final TermsText terms;

    BillCardFn(YearMonth month, TermsText terms) {
      this.month = month;
      this.terms = terms;
    }

    @ProcessElement
    public void process(@Element CardBooks card, OutputReceiver<Statement> statements) {
      TermsHistory history = terms.history();
      CardLedger ledger = new CardLedger(card.cardToken(), card.events(), card.answers(), history);
      for (Statement statement : ledger.statements(month, month)) {
        StatementCounters.count(statement);
        statements.output(statement);
      }
    }
  }
}
