package io.cardbeam.console.letters;

import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.letters.Letter.Sent;
import io.cardbeam.console.letters.Letter.Unsendable;
import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.sql.SQLException;
import java.util.Optional;

/** One event in place of a dead letter, never two: the first that is decided on is sent. */
final class LetterRepair {
  private final LetterStore store;

  LetterRepair(LetterStore store) {
    this.store = store;
  }

  /**
   * The event that somebody wrote in place of a letter.
   *
   * @throws RefusedException if nothing can be sent in its place, or the event is wrong
   */
  static Event check(Letter letter, String text) throws RefusedException {
    Optional<Unsendable> unsendable = letter.unsendable();
    if (unsendable.isPresent()) {
      throw new RefusedException(ProblemType.CONFLICT, unsendable.get().words());
    }
    return RepairedEvent.of(text, letter);
  }

  /**
   * Has it sent, which was done before if it is the same again.
   *
   * @throws RefusedException if it is not right, or another event is sent
   */
  void send(Letter letter, String text, AuditTrail.By by) throws RefusedException, SQLException {
    Event event = check(letter, text);
    OutgoingRecord record = record(event);
    Sent standing = store.decide(letter, event, record, by);
    if (!standing.record().equals(record.value())) {
      throw new RefusedException(
          ProblemType.CONFLICT,
          standing.type()
              + " "
              + standing.eventId()
              + (standing.at().isPresent() ? " was" : " is being")
              + " sent in its place by "
              + standing.by()
              + ".");
    }
  }

  private static OutgoingRecord record(Event event) {
    try {
      return OutgoingRecord.of(event);
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException("an event that was checked before", e);
    }
  }
}
