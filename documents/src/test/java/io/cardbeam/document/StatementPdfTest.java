package io.cardbeam.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.CardLedger;
import io.cardbeam.billing.CategorySpending;
import io.cardbeam.billing.InterestCharge;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.PaymentDue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StoppedRequests;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Reason;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.MonthRange;
import io.cardbeam.wire.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementPdfTest {
  private static final String TOKEN = "card-token-3";

  private static final String HOSTILE =
      "<b>&amp; \"Bob's\" \u0007 Żółw ]]> <script>alert(1)</script>";

  @Test
  void theSameStatementGivesTheSameBytesAtAnotherTime() throws Exception {
    byte[] first = pdf(statement(40, "Corner Bakery"), PaperSize.letter);
    // Dates of a PDF have seconds.
    long second = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() == second) {
      Thread.onSpinWait();
    }
    assertThat(pdf(statement(40, "Corner Bakery"), PaperSize.letter)).isEqualTo(first);
  }

  @Test
  void tellsWhatTheLawWantsToldAndTheFiguresOfTheStatement() throws IOException {
    Statement statement = statement(40, "Corner Bakery");
    String text = text(pdf(statement, PaperSize.letter));
    Wording wording = new Wording("USD");
    assertThat(text)
        .contains("Cardbeam Demonstration Bank")
        .contains("Ann Lee")
        .contains("Card ending 4242")
        .contains(wording.money(statement.closingBalanceMinor()))
        .contains(wording.money(statement.due().minimumMinor()))
        .contains(Wording.day(statement.cycle().dueDate()))
        .contains("Late payment warning")
        .contains("late fee of up to " + wording.money(statement.due().lateFeeMinor()))
        .contains("Minimum payment warning")
        .contains(wording.money(statement.due().in36MonthsMinor()))
        .contains("Total fees for this period")
        .contains("Total interest for this period")
        .contains("totals year to date")
        .contains("24.99%")
        .contains(wording.money(statement.interest().balanceMinor()))
        .contains("Declined or checked on your card")
        .contains("Declined: 900 km from your last purchase")
        .contains("If you find a mistake")
        .contains("P.O. Box 1000");
    assertThat(statement.totalMinor(StatementSection.FEES)).isPositive();
    assertThat(statement.totalMinor(StatementSection.INTEREST)).isPositive();
    for (int i = 0; i < 40; i++) {
      assertThat(text).contains("Corner Bakery " + i + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({"letter, 612, 792", "a4, 595, 842"})
  void isOfItsPaperTaggedAndWithItsFonts(PaperSize paper, int width, int height)
      throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf(statement(200, "Corner Bakery"), paper))) {
      assertThat(document.getNumberOfPages()).isGreaterThan(4);
      for (PDPage page : document.getPages()) {
        assertThat(Math.round(page.getMediaBox().getWidth())).isEqualTo(width);
        assertThat(Math.round(page.getMediaBox().getHeight())).isEqualTo(height);
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-US");
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(document.getDocumentInformation().getTitle()).contains("card ending 4242");
    }
  }

  @Test
  void showsNamesOfAnyKindAndTakesNoneForMarkup() throws IOException {
    String text = text(pdf(statement(1, HOSTILE), PaperSize.letter));
    assertThat(text).contains("<b>&amp; \"Bob's\"").contains("<script>alert(1)</script>");
    assertThat(text).contains("Żółw");
  }

  @Test
  void aReturnedPaymentIsShownInWordsAndOwedAgain() throws IOException {
    Instant at = Instant.parse("2020-04-11T10:00:00Z");
    Statement statement =
        statement(
            1,
            "Corner Bakery",
            new PaymentReturned("b", "y", TOKEN, at, at, 1_000L, "USD", "R01 no funds"));
    assertThat(statement.totalMinor(StatementSection.RETURNED_PAYMENTS)).isEqualTo(1_000);
    assertThat(text(pdf(statement, PaperSize.letter)))
        .contains("Returned payments +$10.00")
        .contains("Returned payment, owed again: R01 no funds $10.00")
        .contains("Total returned payments $10.00");
    assertThat(text(pdf(statement(1, "Corner Bakery"), PaperSize.letter)))
        .doesNotContain("Returned payment");
  }

  @Test
  void aCorrectedStatementSaysWhatItReplacesAndWhatChanged() throws IOException {
    Statement first = statement(2, "Corner Bakery");
    StatementLine added = first.lines(StatementSection.PURCHASES).get(0);
    Statement corrected = first.as(new Issue(2, 1_234, List.of(added), List.of()));
    Wording wording = new Wording("USD");
    assertThat(text(pdf(corrected, PaperSize.letter)))
        .contains("Corrected credit card statement")
        .contains("replaces the first of the same period")
        .contains("New balance before: " + wording.money(first.closingBalanceMinor() - 1_234))
        .contains("Difference: +$12.34")
        .contains("Now on it");
    assertThat(text(pdf(first, PaperSize.letter))).doesNotContain("Corrected");
  }

  @Test
  void tellsHowDisputesEnded() throws IOException {
    Statement disputed =
        statement(
            2,
            "Corner Bakery",
            resolution("d1", ChargebackOutcome.UPHELD, 4_000),
            resolution("d2", ChargebackOutcome.REJECTED, 6_000));
    assertThat(text(pdf(disputed, PaperSize.letter)))
        .contains("Credits taken back +$60.00")
        .contains("Dispute of $40.00 decided for you: Corner Bakery before")
        .contains("Dispute decided against you, charged again: Corner Bakery before")
        .contains("Total credits taken back $60.00");
    assertThat(text(pdf(statement(2, "Corner Bakery"), PaperSize.letter)))
        .doesNotContain("aken back");
  }

  @Test
  void saysWhereNothingIsDue() throws IOException {
    Statement owed = statement(1, "Corner Bakery");
    Statement paid =
        new Statement(
            new CardAccount(TOKEN, "JPY", "", ""),
            owed.issuer(),
            owed.cycle(),
            owed.termsVersion(),
            -5_000,
            List.of(),
            -5_000,
            new InterestCharge(owed.interest().percent(), 0, 0),
            owed.yearToDate(),
            new PaymentDue(0, 0, 0, Optional.empty(), 0),
            List.of(new CategorySpending("", 0, 0)),
            StoppedRequests.NONE,
            Issue.FIRST);
    assertThat(text(pdf(paid, PaperSize.a4)))
        .contains("Nothing is due")
        .contains("−JPY 5,000")
        .doesNotContain("warning")
        .doesNotContain("Where your money went");
  }

  /** The second statement, with a late fee and interest on it. */
  private static Statement statement(int purchases, String merchant, SpecificRecord... more) {
    List<Event> events = new ArrayList<>();
    events.add(Event.of(update()));
    for (int i = 0; i < purchases; i++) {
      events.add(Event.of(purchase("a" + i, "2020-03-10T10:00:00Z", merchant + " before", i)));
      events.add(Event.of(purchase("b" + i, "2020-04-10T10:00:00Z", merchant + " " + i, i)));
    }
    Instant paid = Instant.parse("2020-04-10T10:00:00Z");
    events.add(Event.of(new Payment("y", TOKEN, paid, paid, 1_000L, "USD", "ACH")));
    Stream.of(more).map(Event::of).forEach(events::add);
    return new CardLedger(TOKEN, events, List.of(declined()), TermsHistory.standard())
        .statements(new MonthRange(YearMonth.of(2020, 4), YearMonth.of(2020, 5))).stream()
            .filter(one -> one.cycle().holds(LocalDate.of(2020, 4, 10)))
            .findFirst()
            .orElseThrow();
  }

  private static CardUpdate update() {
    return new CardUpdate(
        "u",
        TOKEN,
        Instant.EPOCH,
        CardUpdateKind.ISSUED,
        CardStatus.ACTIVE,
        "4242",
        null,
        "USD",
        Cardholder.newBuilder()
            .setFirstName("Ann")
            .setLastName("Lee")
            .setStreet("1 Main St")
            .setCity("Akron")
            .setState("OH")
            .setPostalCode("44301")
            .setLatitude(41.08)
            .setLongitude(-81.52)
            .build());
  }

  private static Purchase purchase(String id, String time, String merchant, int number) {
    Instant at = Instant.parse(time);
    return Purchase.newBuilder()
        .setPurchaseId(id)
        .setAuthorizationId(id)
        .setCardToken(TOKEN)
        .setEventTime(at)
        .setEffectiveFrom(at)
        .setAmountMinor(10_000L + number)
        .setCurrency("USD")
        .setMerchantId("m")
        .setMerchantName(merchant)
        .setCategory("shopping_net")
        .build();
  }

  private static ChargebackResolution resolution(
      String id, ChargebackOutcome outcome, long amountMinor) {
    return ChargebackResolution.newBuilder()
        .setResolutionId(id)
        .setChargebackId("c")
        .setPurchaseId("a0")
        .setAuthorizationId("a0")
        .setCardToken(TOKEN)
        .setEventTime(Instant.parse("2020-04-11T10:00:00Z"))
        .setOutcome(outcome)
        .setAmountMinor(amountMinor)
        .setCurrency("USD")
        .setReason("")
        .build();
  }

  private static AnsweredRequest declined() {
    Instant at = Instant.parse("2020-04-10T11:00:00Z");
    return new AnsweredRequest(
        AuthorizationRequest.newBuilder()
            .setRequestId("r")
            .setCardToken(TOKEN)
            .setEventTime(at)
            .setAmountMinor(99_900L)
            .setCurrency("USD")
            .setMerchantId("m")
            .setMerchantName("Far Away")
            .setCategory("travel")
            .setChannel(Channel.ONLINE)
            .build(),
        AuthorizationDecision.newBuilder()
            .setRequestId("r")
            .setCardToken(TOKEN)
            .setEventTime(at)
            .setOutcome(Outcome.DECLINED)
            .setFraudProbability(0.9)
            .setReasons(List.of(new Reason("FAR", "900 km from your last purchase", null)))
            .setPolicyVersion("p")
            .setModelVersion("m")
            .build());
  }

  private static byte[] pdf(Statement statement, PaperSize paper) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new StatementPdf(paper).write(statement, bytes);
    return bytes.toByteArray();
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }
}
