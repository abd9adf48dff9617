package io.cardbeam.pipeline.classify;

import io.cardbeam.account.Bookings;
import io.cardbeam.account.Refusal;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;

/**
 * Puts out what steps on cards booked and refused, and keeps the purchases that wait as they came:
 * the account knows of them only what it needs. For one thread.
 */
final class BookingsOutput {
  private final Transfers transfers = new Transfers();

  /** Where the outputs of a step go, and the purchases that wait. */
  record Step(
      CardProfile before,
      CardProfile after,
      List<Event> come,
      ValueState<List<Event>> waiting,
      MultiOutputReceiver output) {

    private boolean isAboutWaiting() {
      return !before.money().waiting().isEmpty() || !after.money().waiting().isEmpty();
    }
  }

  /** Puts out what a step brought. */
  void put(Bookings bookings, Step step) {
    List<Event> known = step.come();
    if (step.isAboutWaiting()) {
      known = new ArrayList<>(step.come());
      List<Event> waited = step.waiting().read();
      known.addAll(waited == null ? List.of() : waited);
      keep(known, step);
    }
    for (LedgerTransfer transfer : bookings.transfers(transfers)) {
      step.output().get(ClassifyTransactions.LEDGER).output(transfer);
    }
    for (MoneyEvent booked : bookings.booked()) {
      step.output().get(ClassifyTransactions.BOOKED).output(find(booked, known));
    }
    for (Refusal refusal : bookings.refusals()) {
      step.output().get(ClassifyTransactions.EXCEPTIONS).output(refusal.exception());
    }
  }

  private static void keep(List<Event> known, Step step) {
    List<MoneyEvent> waits = step.after().money().waiting();
    if (waits.isEmpty()) {
      step.waiting().clear();
    } else if (!waits.equals(step.before().money().waiting())) {
      step.waiting().write(waits.stream().map(event -> find(event, known)).toList());
    }
  }

  private static Event find(MoneyEvent wanted, List<Event> known) {
    return known.stream()
        .filter(wanted::isOf)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(wanted.kind() + " " + wanted.id() + " was let go"));
  }
}
