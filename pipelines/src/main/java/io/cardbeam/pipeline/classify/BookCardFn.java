package io.cardbeam.pipeline.classify;

import io.cardbeam.account.Account;
import io.cardbeam.account.Bookings;
import io.cardbeam.account.Bookkeeper;
import io.cardbeam.account.Refusal;
import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.traffic.ClearOnApproval;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Decides and clears the requests of one card, whose events are all held in memory. */
final class BookCardFn extends DoFn<KV<String, Iterable<byte[]>>, CardBooks> {
  private static final long serialVersionUID = 1L;

  private final Deciding deciding;
  private final BookCards.Clearing clearing;
  private transient @Nullable CardAnswers desk;
  private transient @Nullable Bookkeeper bookkeeper;
  private transient @Nullable Transfers transfers;

  BookCardFn(Deciding deciding, BookCards.Clearing clearing) {
    this.deciding = deciding;
    this.clearing = clearing;
  }

  @Setup
  public void setUp() {
    desk = new CardAnswers(deciding);
    bookkeeper = new Bookkeeper(deciding.clearing());
    transfers = new Transfers();
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<byte[]>> card,
      @SideInput(BookInHand.VIEW) RuleBook published,
      @SideInput(CountsInHand.VIEW) AddressCounts counts,
      MultiOutputReceiver output) {
    CardHistory history = CardHistory.of(card.getValue());
    ConflictLetter.counted(history.conflicts()).forEach(output.get(ConflictLetter.TAG)::output);
    CardAnswers answering = Objects.requireNonNull(desk, "not set up");
    List<AnsweredRequest> answers;
    List<Event> booked = new ArrayList<>();
    if (clearing == BookCards.Clearing.ON_APPROVAL) {
      answers = answering.answers(history, published, counts);
      addOthers(history, booked);
      List<Event> purchases = purchases(answers);
      booked.addAll(purchases);
      addTransfers(onApproval(answers, purchases), booked);
    } else {
      CardAnswers.Cleared cleared = answering.cleared(history, published, counts);
      answers = cleared.answers();
      addBooked(history, cleared.bookings(), booked);
      addTransfers(cleared.bookings(), booked);
      for (Refusal refusal : cleared.bookings().refusals()) {
        output.get(BookCards.EXCEPTIONS).output(refusal.exception());
      }
    }
    if (booked.isEmpty() && answers.isEmpty()) {
      return; // Decisions alone, on another input's requests, make no card.
    }
    output.get(BookCards.BOOKS).output(new CardBooks(card.getKey(), booked, answers));
  }

  private static void addOthers(CardHistory history, List<Event> booked) {
    for (Event event : history.events()) {
      if (event.type() != EventType.AUTHORIZATION_REQUEST) {
        booked.add(event);
      }
    }
  }

  private static List<Event> purchases(List<AnsweredRequest> answers) {
    return answers.stream()
        .filter(BookCardFn::isApproved)
        .map(answer -> ClearOnApproval.purchase(answer.request()))
        .toList();
  }

  private static boolean isApproved(AnsweredRequest answer) {
    return answer.decision().getOutcome() == Outcome.APPROVED;
  }

  /** Each purchase clears the hold that was made for it: nothing of an account refuses it. */
  private Bookings onApproval(List<AnsweredRequest> answers, List<Event> purchases) {
    Bookkeeper by = Objects.requireNonNull(bookkeeper, "not set up");
    Bookings holds =
        Bookings.all(
            answers.stream()
                .filter(BookCardFn::isApproved)
                .map(answer -> by.answered(Account.EMPTY, answer.request(), true).bookings())
                .toList());
    List<MoneyEvent> booked =
        purchases.stream().map(MoneyEvent::of).flatMap(Optional::stream).toList();
    return new Bookings(holds.holds(), booked, List.of());
  }

  private void addTransfers(Bookings bookings, List<Event> booked) {
    for (LedgerTransfer transfer :
        bookings.transfers(Objects.requireNonNull(transfers, "not set up"))) {
      booked.add(Event.of(transfer));
    }
  }

  /** All that is not refused: at the end of its log nothing of a card waits. */
  private static void addBooked(CardHistory history, Bookings bookings, List<Event> booked) {
    addOthers(history, booked);
    booked.removeIf(
        event -> bookings.refusals().stream().anyMatch(refusal -> refusal.event().isOf(event)));
  }
}
