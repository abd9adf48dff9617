package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.PostingDate;
import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The statements of one month: for each card the sum of all that was booked before it, the month's
 * lines, and the sum after it. Bounded input in the global window; a card's events are held in
 * memory together; the order of arrival and duplicates change nothing.
 */
public final class MakeStatements extends PTransform<PCollection<Event>, PCollection<Statement>> {
  private static final long serialVersionUID = 1L;

  private final YearMonth month;

  private MakeStatements(YearMonth month) {
    this.month = month;
  }

  /** Statements of this month, from card updates and booked transactions. */
  public static MakeStatements of(YearMonth month) {
    return new MakeStatements(month);
  }

  @Override
  public PCollection<Statement> expand(PCollection<Event> booked) {
    YearMonth until = month;
    return booked
        .apply("UntilEndOfMonth", Filter.by(event -> PostingDate.isByEndOf(until, event)))
        .setCoder(EventCoder.of())
        .apply("KeyByCard", WithKeys.of(Event::cardToken).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), EventCoder.of()))
        .apply("GroupByCard", GroupByKey.create())
        .apply("Bill", ParDo.of(new BillCardFn(month)))
        .setCoder(StatementCoder.of());
  }

  private static final class BillCardFn extends DoFn<KV<String, Iterable<Event>>, Statement> {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;

    BillCardFn(YearMonth month) {
      this.month = month;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<Event>> card, OutputReceiver<Statement> statements) {
      List<Event> events = new ArrayList<>();
      card.getValue().forEach(events::add);
      for (Statement statement : new CardLedger(card.getKey(), events).statementsOf(month)) {
        StatementCounters.count(statement);
        statements.output(statement);
      }
    }
  }
}
