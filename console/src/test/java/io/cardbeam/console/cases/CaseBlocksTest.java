package io.cardbeam.console.cases;

import static io.cardbeam.console.cases.CasesOnTrial.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.cases.CaseActs.Result;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocking and unblocking of cards and merchants, on a real PostgreSQL. */
class CaseBlocksTest {
  private static CasesOnTrial trial;

  @BeforeAll
  static void start() throws Exception {
    trial = CasesOnTrial.start();
    trial.books.issue(CasesOnTrial.token(1), "0001");
  }

  @AfterAll
  static void stop() throws Exception {
    trial.close();
  }

  @BeforeEach
  void empty() throws Exception {
    trial.empty();
    status("ACTIVE");
    trial.take(CasesOnTrial.alert(1, "r-1", 100));
  }

  @Test
  void blockingTheCardSendsItsWholeRecord() throws Exception {
    assertThat(trial.act(trial.caseOf(1), new Act.CardBlock(true), "ada"))
        .isInstanceOf(Result.Done.class);
    CardUpdate update = (CardUpdate) trial.outgoing().get(0);
    assertThat(update.getKind()).isEqualTo(CardUpdateKind.BLOCKED);
    assertThat(update.getStatus()).isEqualTo(CardStatus.BLOCKED);
    assertThat(update.getLastFour()).isEqualTo("0001");
    assertThat(update.getCardholder().getFirstName()).isEqualTo("Ada");
    assertThat(update.getCardholder().getStreet()).isEqualTo("1 Elm");
    assertThat(update.getCardholder().getPostalCode()).isEqualTo("93650");
    assertThat(update.getCardholder().getBirthDate()).isEqualTo(LocalDate.of(1980, 2, 29));
    assertThat(update.getCardholder().getLatitude()).isEqualTo(36.7);

    trial.take(CasesOnTrial.alert(2, "x", 5));
    assertThat(trial.act(trial.caseOf(2), new Act.CardBlock(true), "ada"))
        .isEqualTo(
            new Result.NotAllowed("The books do not hold the card with its cardholder yet."));
  }

  @Test
  void blockingAMerchantOfTheCaseSendsAnEntryThatCountsSoon() throws Exception {
    assertThat(trial.act(trial.caseOf(1), new Act.MerchantBlock("m-7", true), "ada"))
        .isEqualTo(new Result.NotAllowed("No alert of the case is of this merchant."));
    trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", true), "ada");
    ListEntry entry = (ListEntry) trial.outgoing().get(0);
    assertThat(entry.getList()).isEqualTo(ListName.BLOCK_MERCHANT);
    assertThat(entry.getKey()).isEqualTo("m-1");
    assertThat(entry.getListed()).isTrue();
    assertThat(entry.getEffectiveFrom()).isEqualTo(CasesOnTrial.NOW.plusSeconds(10));
    assertThat(trial.rows("SELECT topic || ' ' || record_key FROM outbox.record"))
        .containsExactly("RULES BLOCK_MERCHANT/m-1");
  }

  @Test
  void unblockingTheCardSendsItsWholeRecordAsActive() throws Exception {
    status("BLOCKED");
    trial.act(trial.caseOf(1), new Act.CardBlock(false), "ada");

    CardUpdate update = (CardUpdate) trial.outgoing().get(0);
    assertThat(update.getKind()).isEqualTo(CardUpdateKind.UNBLOCKED);
    assertThat(update.getStatus()).isEqualTo(CardStatus.ACTIVE);
    assertThat(update.getCardholder().getStreet()).isEqualTo("1 Elm");
    assertThat(audited()).isEqualTo("case-unblock-card");
  }

  @Test
  void aCardIsBlockedWhereItIsActiveAndUnblockedWhereItIsBlocked() throws Exception {
    for (String[] row :
        new String[][] {
          {"ACTIVE", "false", "The card is not blocked."},
          {"BLOCKED", "true", "The card is blocked or closed already."},
          {"CLOSED", "true", "The card is blocked or closed already."},
          {"CLOSED", "false", "The card is closed, which its issuer alone can change."}
        }) {
      status(row[0]);
      assertThat(trial.act(trial.caseOf(1), new Act.CardBlock(row[1].equals("true")), "ada"))
          .isEqualTo(new Result.NotAllowed(row[2]));
    }
    assertThat(trial.outgoing()).isEmpty();
  }

  @Test
  void aMerchantIsTakenOffTheBlockListByAnEntryThatCountsSoon() throws Exception {
    trial.blocked.put("m-1", true);
    trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", false), "ada");

    ListEntry entry = (ListEntry) trial.outgoing().get(0);
    assertThat(entry.getList()).isEqualTo(ListName.BLOCK_MERCHANT);
    assertThat(entry.getKey()).isEqualTo("m-1");
    assertThat(entry.getListed()).isFalse();
    assertThat(entry.getEffectiveFrom()).isEqualTo(CasesOnTrial.NOW.plusSeconds(10));
    assertThat(audited()).isEqualTo("case-unblock-merchant");
  }

  @Test
  void aMerchantThatIsListedAlreadyOrNotIsSaidSo() throws Exception {
    trial.blocked.put("m-1", true);
    assertThat(trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", true), "ada"))
        .isEqualTo(new Result.NotAllowed("The merchant is on the block list already."));
    trial.blocked.put("m-1", false);
    assertThat(trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", false), "ada"))
        .isEqualTo(new Result.NotAllowed("The merchant is not on the block list."));
    assertThat(trial.outgoing()).isEmpty();
  }

  @Test
  void whereListsCanNotBeReadAMerchantIsBlockedAndUnblockedAllTheSame() throws Exception {
    done(trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", true), "ada"));
    done(trial.act(trial.caseOf(1), new Act.MerchantBlock("m-1", false), "ada"));
    assertThat(trial.outgoing())
        .extracting(body -> ((ListEntry) body).getListed())
        .isEqualTo(List.of(true, false));
  }

  private static void status(String status) throws Exception {
    trial.books.run("UPDATE books.card_account SET status = '" + status + "'");
  }

  private static String audited() throws Exception {
    return trial.rows("SELECT action FROM access.audit_entry ORDER BY seq DESC LIMIT 1").get(0);
  }
}
