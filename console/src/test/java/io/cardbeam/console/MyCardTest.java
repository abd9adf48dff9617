package io.cardbeam.console;

import static io.cardbeam.console.MyCardOnTrial.OWN;
import static io.cardbeam.console.MyCardOnTrial.ROOT;
import static io.cardbeam.console.MyCardOnTrial.SECOND;
import static io.cardbeam.console.MyCardOnTrial.answer;
import static io.cardbeam.console.MyCardOnTrial.find;
import static io.cardbeam.console.PageCalls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cardholder sees of their cards, on a real console. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MyCardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final MyCardOnTrial TRIAL = MyCardOnTrial.start();

  @Test
  void showsEachOfTheCardsWithWhoseItIsAndWhatIsLeft() throws Exception {
    TRIAL
        .gateway
        .books()
        .run(
            "INSERT INTO books.credit_limit SELECT newest_update_id, 500000, 'USD'"
                + " FROM books.card_account JOIN books.card USING (card_id) WHERE card_token = '"
                + SECOND
                + "' ON CONFLICT DO NOTHING");
    JsonNode card = TRIAL.read(ROOT + SECOND);

    assertThat(TRIAL.read("/v1/me/cards").path("cards").findValuesAsText("last_four"))
        .containsExactly("0077", "1486");
    assertThat(card.path("cardholder").path("first_name").asText()).isEqualTo("Ada");
    assertThat(card.path("cardholder").path("birth_date").asText()).isEqualTo("1980-02-29");
    assertThat(card.path("accounts"))
        .containsExactly(
            JSON.readTree(
                """
                {"currency": "USD", "balance": "1242.06", "pending": "0.00",
                 "pending_credits": "0.00", "held": "0.00", "limit": "5000.00",
                 "available": "3757.94"}
                """));
    assertThat(LocalDate.parse(card.path("next_statement").asText()))
        .isAfterOrEqualTo(LocalDate.now(ZoneOffset.UTC));
    assertThat(TRIAL.audited()).contains("user:cardholder card-look-up own card " + SECOND + " ");
  }

  @Test
  void namesAllThatIsWrongWithAQueryAtOnce() throws Exception {
    for (String wrong :
        List.of(
            "/transactions?search="
                + "x".repeat(65)
                + "&state=open&from=today&limit=101&colour=red",
            "/spending?month=2199-01&months=25&currency=EURO",
            "/declined?limit=0&cursor=!",
            "/disputes?limit=1e3&cursor=bm90IGEgcGxhY2U",
            "/statements?limit=x&cursor=MjAyNi0xMy0wMS1VU0QtMQ")) {
      HttpResponse<String> refused = TRIAL.calls.get(OWN + wrong, TRIAL.cookie);
      Set<String> named = new TreeSet<>();
      for (String pair : wrong.substring(wrong.indexOf('?') + 1).split("&", -1)) {
        named.add(pair.substring(0, pair.indexOf('=')));
      }
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(JSON.readTree(refused.body()).path("errors").findValuesAsText("parameter"))
          .as(wrong)
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void pagesFollowEachOtherByTheirCursors() throws Exception {
    for (String list : List.of("transactions", "declined")) {
      List<String> times = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = TRIAL.read(OWN + "/" + list + "?limit=1" + cursor);
        times.add(page.elements().next().get(0).path("time").asText());
        cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : "";
      } while (!cursor.isEmpty());
      assertThat(times).isSortedAccordingTo(Comparator.reverseOrder()).hasSizeGreaterThan(0);
    }
  }

  @Test
  void anAnswerIsOneEventUntilAnotherIsGiven() throws Exception {
    TRIAL.decline(TOKEN, "asked-about");
    List<Integer> statuses = new ArrayList<>();
    for (boolean mine : List.of(false, false, true, true, false)) {
      statuses.add(TRIAL.post(OWN + "/answers", answer("asked-about", mine)).statusCode());
    }
    List<FraudFinding> findings = TRIAL.await(FraudFinding.class, "asked-about", 3);

    assertThat(statuses).containsExactly(201, 200, 201, 200, 201);
    assertThat(findings)
        .extracting(FraudFinding::getVerdict)
        .containsExactly(FindingVerdict.FRAUD, FindingVerdict.GENUINE, FindingVerdict.FRAUD);
    assertThat(findings).extracting(FraudFinding::getSource).containsOnly(FindingSource.CARDHOLDER);
    assertThat(findings).extracting(FraudFinding::getFindingId).doesNotHaveDuplicates();
    JsonNode shown = find(TRIAL.read(OWN + "/declined?limit=100"), "request_id", "asked-about");
    assertThat(shown.path("answer").path("mine").asBoolean(true)).isFalse();
    assertThat(shown.path("reasons").get(0).asText()).isEqualTo("7 times your usual");
    assertThat(shown.has("fraud_probability")).isFalse();
    assertThat(TRIAL.audited())
        .contains(
            "user:cardholder card-answer card "
                + TOKEN
                + " was not the cardholder's: request asked-about");
  }

  @Test
  void aStatementComesWithItsLinesAndAsItWasPrinted() throws Exception {
    JsonNode listed = TRIAL.read(OWN + "/statements").path("statements").get(0);
    JsonNode one = TRIAL.read(OWN + "/statements/2026-02-14-USD-1");
    HttpResponse<String> pdf =
        TRIAL.calls.get(OWN + "/statements/2026-02-14-USD-1/pdf", TRIAL.cookie);

    assertThat(listed.path("closing_balance").asText()).isEqualTo("17.50");
    assertThat(listed.path("has_pdf").asBoolean()).isTrue();
    assertThat(one.path("lines").findValuesAsText("amount")).containsExactly("5.00", "2.50");
    assertThat(pdf.statusCode()).isEqualTo(200);
    assertThat(pdf.body()).isEqualTo("%PDF of " + TOKEN);
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(pdf.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(TRIAL.audited())
        .contains(
            "user:cardholder statement-read own card " + TOKEN + ", statement 2026-02-14-USD-1 ");
    for (String none :
        List.of("2026-02-14-USD-2", "2026-02-14-EUR-1", "2026-02-30-USD-1", "..%2F..", "x")) {
      assertThat(TRIAL.calls.get(OWN + "/statements/" + none, TRIAL.cookie).statusCode())
          .as(none)
          .isIn(400, 404);
    }
  }
}
