package io.cardbeam.account;

import static io.cardbeam.account.CardHistory.moved;
import static io.cardbeam.account.CardHistory.request;
import static io.cardbeam.account.RandomHistory.DAY;
import static io.cardbeam.account.RandomHistory.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.TransferKind;
import io.cardbeam.wire.UnreadableStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AccountFormatTest {
  /** 160 requests of 56 bytes, 64 sums of 32, 32 purchases that wait, and what is small. */
  private static final int MAX_BYTES = 36_000;

  private static byte[] bytes(Account account) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AccountFormat.write(account, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Account read(byte[] bytes) throws IOException {
    return AccountFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
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
    assertThat(bytes(card.account())).hasSize(1 + 2 + 2 + 2 + 10 * 56 + 8 + 1);
    assertThat(bytes(Account.EMPTY)).hasSize(16);
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
    odd[6] = 8;
    assertThatThrownBy(() -> read(odd))
        .isInstanceOf(IOException.class)
        .hasMessage("the state has a part of 8 words of a card's account");
  }
}
