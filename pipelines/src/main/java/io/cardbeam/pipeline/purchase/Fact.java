package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.Posting;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.Event;
import java.util.Comparator;

/** Something that bears on one authorization: its answer, or a transaction that names it. */
sealed interface Fact {

  /**
   * As they happened; a request before what is on it. Copies of one fact that differ in their
   * contents have an order too, so that the one that counts does not depend on who came first.
   */
  Comparator<Fact> ORDER =
      Comparator.comparingLong(Fact::eventTimeMillis)
          .thenComparing(Fact::isTransaction)
          .thenComparing(Fact::compareWithin);

  Comparator<OfTransaction> WITHIN_TRANSACTIONS =
      Comparator.comparing(OfTransaction::posting, Posting.ORDER)
          .thenComparing(OfTransaction::event, Event.FIRST_COPY);

  Comparator<Decided> WITHIN_DECISIONS =
      Comparator.comparing((Decided it) -> Event.of(it.decision()), Event.FIRST_COPY)
          .thenComparing(it -> Event.of(it.request()), Event.FIRST_COPY);

  String cardToken();

  String authorizationId();

  long eventTimeMillis();

  boolean isTransaction();

  record OfDecision(Decided decided) implements Fact {
    @Override
    public String cardToken() {
      return decided.request().getCardToken();
    }

    @Override
    public String authorizationId() {
      return decided.request().getRequestId();
    }

    @Override
    public long eventTimeMillis() {
      return decided.request().getEventTime().toEpochMilli();
    }

    @Override
    public boolean isTransaction() {
      return false;
    }
  }

  record OfTransaction(Event event) implements Fact {
    @Override
    public String cardToken() {
      return event.cardToken();
    }

    @Override
    public String authorizationId() {
      return posting().authorizationId();
    }

    @Override
    public long eventTimeMillis() {
      return event.eventTimeMillis();
    }

    @Override
    public boolean isTransaction() {
      return true;
    }

    Posting posting() {
      return Posting.of(event);
    }
  }

  private static int compareWithin(Fact a, Fact b) {
    if (a instanceof OfTransaction x && b instanceof OfTransaction y) {
      return WITHIN_TRANSACTIONS.compare(x, y);
    }
    if (a instanceof OfDecision x && b instanceof OfDecision y) {
      return WITHIN_DECISIONS.compare(x.decided, y.decided);
    }
    throw new IllegalStateException("only facts of one kind come here");
  }
}
