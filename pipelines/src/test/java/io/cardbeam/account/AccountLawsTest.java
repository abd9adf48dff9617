package io.cardbeam.account;

import static io.cardbeam.account.RandomHistory.DAY;
import static io.cardbeam.account.RandomHistory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.CardHistory.Answered;
import io.cardbeam.account.CardHistory.Happening;
import io.cardbeam.account.CardHistory.Moved;
import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferState;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of the account, on histories made up; a failure names its seed. */
class AccountLawsTest {
  private static final int SEEDS = 400;
  private static final int DAYS = 12;
  private static final long END = START + 60 * DAY;
  private static final ClearingTermsHistory TERMS = TestTerms.LENIENT;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyInterleavingBooksTheSameBytesAndLeavesTheSameAccount(long seed) throws IOException {
    Random random = new Random(seed);
    RandomHistory history = RandomHistory.of(random, DAYS);
    CardHistory one = played(history.interleaved(random), random);
    CardHistory other = played(history.interleaved(random), random);

    assertThat(inOrder(other.transfers())).isEqualTo(inOrder(one.transfers()));
    assertThat(other.refusals()).containsExactlyInAnyOrderElementsOf(one.refusals());
    assertThat(bytes(other.asOf(START + DAYS * DAY).account()))
        .isEqualTo(bytes(one.asOf(START + DAYS * DAY).account()));
  }

  /** As a stream does it: each request counts what came due until then. */
  private static CardHistory played(List<Happening> happenings, Random random) {
    CardHistory card = new CardHistory(TERMS);
    for (Happening happening : happenings) {
      if (happening instanceof Answered) {
        card.asOf(happening.timeMillis());
      } else if (random.nextInt(4) == 0) {
        card.asOf(START);
      }
      card.take(happening);
    }
    return card.expire(END);
  }

  private static List<LedgerTransfer> inOrder(List<LedgerTransfer> transfers) {
    return transfers.stream().sorted(Comparator.comparing(LedgerTransfer::getTransferId)).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysWhatTheWholeHistorySays(long seed) {
    Random random = new Random(seed);
    RandomHistory history = RandomHistory.of(random, DAYS);
    AccountModel model = new AccountModel(history, TERMS);
    CardHistory card = new CardHistory(TERMS).takes(history.interleaved(random)).expire(END);

    assertThat(card.refusals())
        .extracting(Refusal::event)
        .containsExactlyInAnyOrderElementsOf(
            history.transactions().stream()
                .map(Moved::event)
                .filter(event -> !model.isBooked(event))
                .toList());
    for (long time = START; time < START + 50 * DAY; time += DAY / 3) {
      Account account = card.asOf(time).account();
      for (String currency : List.of("USD", "EUR")) {
        assertThat(account.balanceMinor(currency)).isEqualTo(model.balanceMinor(currency, time));
        assertThat(account.heldMinor(currency, time)).isEqualTo(model.heldMinor(currency, time));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheLedgerSaysOfTheCardholderIsTheBalance(long seed) {
    Random random = new Random(seed);
    CardHistory card =
        new CardHistory(TERMS)
            .takes(RandomHistory.of(random, DAYS).interleaved(random))
            .expire(END)
            .asOf(END);

    for (String currency : List.of("USD", "EUR")) {
      assertThat(
              sum(card, currency, LedgerTransfer::getDebit)
                  - sum(card, currency, LedgerTransfer::getCredit))
          .isEqualTo(card.account().balanceMinor(currency));
    }
  }

  private static long sum(
      CardHistory card, String currency, Function<LedgerTransfer, LedgerAccount> side) {
    return card.transfers().stream()
        .filter(transfer -> transfer.getState() == TransferState.POSTED)
        .filter(transfer -> transfer.getCurrency().equals(currency))
        .filter(transfer -> side.apply(transfer) == LedgerAccount.CARDHOLDER)
        .mapToLong(LedgerTransfer::getAmountMinor)
        .sum();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void itsBytesAreReadAsTheyWereWritten(long seed) throws IOException {
    Random random = new Random(seed);
    CardHistory card = new CardHistory(TERMS);
    for (Happening happening : RandomHistory.of(random, DAYS).interleaved(random)) {
      String bytes = bytes(card.take(happening).account());
      CompactReader from = new CompactReader(HexFormat.of().parseHex(bytes));
      assertThat(bytes(AccountFormat.read(from))).isEqualTo(bytes);
      assertThat(from.isEnd()).isTrue();
    }
  }

  private static String bytes(Account account) {
    CompactWriter to = new CompactWriter(0);
    AccountFormat.write(account, to);
    return HexFormat.of().formatHex(to.done());
  }
}
