package io.cardbeam.account;

import io.cardbeam.event.TransferKind;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredWords;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an {@link Account}, as state and savepoints hold them: a byte of the version, then
 * the parts, words as they lie in memory. The same account has the same bytes.
 */
public final class AccountFormat {
  private static final StateFormat FORMAT = new StateFormat("a card's account", 1);
  private static final int MOST_WORDS = OpenAuthorizations.WORDS * OpenAuthorizations.MAX_KEPT;

  private AccountFormat() {}

  /** Writes the bytes. */
  public static void write(Account account, DataOutput out) throws IOException {
    out.writeByte(FORMAT.version());
    StoredWords.write(account.balances().words(), out);
    StoredWords.write(account.later().words(), out);
    StoredWords.write(account.authorizations().words(), out);
    out.writeLong(account.letGoMillis());
    out.writeByte(account.waiting().size());
    for (MoneyEvent event : account.waiting()) {
      write(event, out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known, a length is none that was written, or the
   *     bytes end early
   */
  public static Account read(DataInput in) throws IOException {
    FORMAT.requireKnown(in.readUnsignedByte());
    Balances balances = new Balances(readWords(Balances.WORDS, in));
    BookedLater later = new BookedLater(readWords(BookedLater.WORDS, in));
    OpenAuthorizations open = new OpenAuthorizations(readWords(OpenAuthorizations.WORDS, in));
    long letGoMillis = in.readLong();
    int waits = in.readUnsignedByte();
    List<MoneyEvent> waiting = new ArrayList<>(waits);
    for (int i = 0; i < waits; i++) {
      waiting.add(readEvent(in));
    }
    return new Account(balances, later, open, letGoMillis, waiting);
  }

  private static long[] readWords(int ofEach, DataInput in) throws IOException {
    return StoredWords.read(ofEach, MOST_WORDS, FORMAT.value(), in);
  }

  private static void write(MoneyEvent event, DataOutput out) throws IOException {
    out.writeUTF(event.kind().name());
    out.writeUTF(event.cardToken());
    out.writeUTF(event.id());
    out.writeUTF(event.authorizationId());
    out.writeUTF(event.subjectId());
    out.writeLong(event.eventTimeMillis());
    out.writeLong(event.effectiveFromMillis());
    out.writeLong(event.amountMinor());
    out.writeUTF(event.currency());
  }

  private static MoneyEvent readEvent(DataInput in) throws IOException {
    return new MoneyEvent(
        TransferKind.valueOf(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readUTF());
  }
}
