package io.cardbeam.account;

import static io.cardbeam.account.CardHistory.moved;
import static io.cardbeam.account.CardHistory.request;
import static io.cardbeam.account.RandomHistory.DAY;
import static io.cardbeam.account.RandomHistory.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.TransferKind;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import io.cardbeam.wire.UnreadableStateException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountFormatTest {
  /** 512 requests of some 20 bytes, 64 sums of 20, 32 purchases that wait, and what is small. */
  private static final int MAX_BYTES = 16_000;

  private static byte[] bytes(Account account) {
    CompactWriter to = new CompactWriter(0);
    AccountFormat.write(account, to);
    return to.done();
  }

  private static Account read(byte[] bytes) throws IOException {
    return AccountFormat.read(new CompactReader(bytes));
  }

  @Test
  void anAccountStaysBoundedUnderAnyTraffic() throws IOException {
    CardHistory card = new CardHistory(TestTerms.LENIENT);
    for (int i = 0; i < 2_000; i++) {
      long time = START + i * 60_000L;
      card.take(request("a" + i, time, 1_00, i % 3 > 0)).asOf(time);
      card.take(
          moved(TransferKind.PURCHASE, "p" + i, "unknown" + i, "", time, time + i * DAY, 1, "USD"));
      card.take(moved(TransferKind.REVERSAL, "r" + i, "a" + i / 2, time, 1));
    }
    assertThat(card.account().authorizations().size()).isEqualTo(OpenAuthorizations.MAX_KEPT);
    assertThat(card.account().waiting()).hasSize(Account.MAX_WAITING);
    assertThat(bytes(card.account()).length).isLessThan(MAX_BYTES);
  }

  @Test
  void aCardWithAFewOpenRequestsHasFewBytes() throws IOException {
    CardHistory card = new CardHistory(TestTerms.LENIENT);
    for (int i = 0; i < 10; i++) {
      card.take(request("a" + i, START + i, 1_00, true));
    }
    int requests = (1 + 8 + 6 + 1 + 5) + 9 * (1 + 8 + 1 + 1);
    int tolerated = 10;
    assertThat(bytes(card.account()).length).isBetween(requests, requests + tolerated + 24);
    assertThat(bytes(Account.EMPTY)).hasSize(1 + 1 + 1 + 1 + 1 + 10 + 1);
  }

  @Test
  void whatIsOutOfTheOrdinaryIsReadAsItWas() throws IOException {
    long[] words = new long[8 * OpenAuthorizations.WORDS];
    Random random = new Random(1);
    String[] currencies = {"USD", "EUR", "JPY", "CHF", "SEK", "USD", "NOK", "DKK"};
    for (int i = 0; i < currencies.length; i++) {
      int at = i * OpenAuthorizations.WORDS;
      for (int word = 0; word < OpenAuthorizations.KIND; word++) {
        words[at + word] = random.nextLong() >> random.nextInt(64);
      }
      words[at + OpenAuthorizations.KIND] =
          (long) (i % 3) << OpenAuthorizations.CURRENCY_BITS | CurrencyBits.pack(currencies[i]);
    }
    Account odd =
        new Account(
            Balances.NONE, BookedLater.NOTHING, new OpenAuthorizations(words), 7, List.of());
    assertThat(read(bytes(odd)).authorizations().words()).isEqualTo(words);
  }

  @Test
  void bytesOfAnotherVersionAreRefusedByName() throws IOException {
    byte[] bytes = bytes(Account.EMPTY);
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageStartingWith("a card's account")
        .hasMessageContaining("9");
  }

  @Test
  void damagedBytesAreRefused() throws IOException {
    CardHistory card = new CardHistory(TestTerms.LENIENT);
    byte[] bytes = bytes(card.take(request("a", START, 1_00, true)).account());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
    byte[] odd = bytes.clone();
    odd[1] = 0;
    assertThatThrownBy(() -> read(odd)).isInstanceOf(IOException.class);
  }
}
