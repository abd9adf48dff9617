package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that the running stream can't take, on their way through the page. */
@BrowserTest
class DeadLettersPageTest {
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Pattern TOKEN = Pattern.compile("\"cards\":\\[\"([^\"]+)\"");

  @Test
  void aRepairedLetterIsDecidedLikeAnyOther(Console console) throws Exception {
    String token = token(console);
    String merchant = "Repaired " + name();
    send(console, token, new WireCodec().encode(request(token, merchant, -500)));
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      openWhen(visit, "/dead-letters?code=BAD_AMOUNT", page.locator("tbody td a"));
      visit.isAccessible().picture("dead-letters-light");
      openLetterWith(visit, merchant);
      visit.isAccessible().picture("dead-letter-light");

      Locator event = page.getByLabel("Its fields");
      event.fill(event.inputValue().replace("-500", "much"));
      assertThat(page.getByText(Pattern.compile("^This is not JSON"))).isVisible();
      assertThat(visit.button("Send")).isDisabled();
      event.fill(event.inputValue().replace("much", "-7"));
      visit.expecting(422, "/v1/dead-letters").button("Check").click();
      assertThat(page.locator("#event-problem")).containsText("amount_minor");
      visit.isAccessible().picture("dead-letter-wrong-light");

      event.fill(event.inputValue().replace("-7", "500"));
      visit.button("Check").click();
      assertThat(page.getByText("It has not been sent.")).isVisible();
      visit.button("Send").click();
      assertThat(page.getByText("was sent in its place by user:analyst")).isVisible();
      visit.isAccessible().picture("dead-letter-sent-light");
      page.reload();
      assertThat(page.getByText("was sent in its place by user:analyst")).isVisible();

      Locator decided =
          page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(merchant));
      openWhen(visit, "/cards?q=" + token, decided);
      assertThat(decided).hasCount(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHeldACardNumberSaysThatItCanNotBeSent(Look look, Console console) throws Exception {
    String merchant = "<b>Shop</b> " + name();
    String json =
        "{\"merchant_name\": \"%s\", \"card_number\": \"4539 5787 6362 1486\"}".formatted(merchant);
    send(console, token(console), json.getBytes(UTF_8));
    try (Visit visit = console.visit(Role.ADMINISTRATOR, look)) {
      Page page = visit.page();
      openWhen(visit, "/dead-letters?state=open", page.locator("tbody td a"));
      openLetterWith(visit, merchant);
      assertThat(page.getByText("It held what could be a card number.")).isVisible();
      assertThat(visit.button("Send")).hasCount(0);
      assertThat(page.locator("main")).not().containsText("1486");
      assertThat(page.locator("main b")).hasCount(0);
      visit.isAccessible().picture("dead-letter-card-" + look.text());
      visit.open("/dead-letters").isAccessible().picture("dead-letters-" + look.text());
    }
  }

  @Test
  void exceptionsAreBesideThem(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      visit.open("/dead-letters");
      visit.button("Exceptions").click();
      assertThat(visit.page()).hasURL(Pattern.compile("view=exceptions"));
      visit.settled().isAccessible().picture("exceptions-light");
    }
  }

  @Test
  void saysThatThereAreNoneAndThatTheyCanNotBeRead(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      Page page = visit.page();
      visit.open("/dead-letters?since=2099-01-01");
      assertThat(page.getByText(Pattern.compile("^No dead letter"))).isVisible();
      visit.isAccessible();

      page.route(
          "**/v1/dead-letters?*",
          route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("")));
      visit.expecting(503, "/v1/dead-letters").open("/dead-letters");
      assertThat(page.getByRole(AriaRole.ALERT).getByText("The server answered 503.")).isVisible();
      visit.isAccessible();

      page.unroute("**/v1/dead-letters?*");
      page.route("**/v1/dead-letters?*", route -> {});
      page.reload();
      assertThat(page.locator("main [role=status]")).hasText(Pattern.compile("Loading"));
      visit.isAccessible();
    }
  }

  /** Too short to be masked as a card number. */
  private static String name() {
    return Long.toString(System.nanoTime() % 1_000_000, Character.MAX_RADIX);
  }

  private static String token(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER)) {
      Matcher cards = TOKEN.matcher(visit.page().context().request().get("/v1/session").text());
      assertThat(cards.find()).isTrue();
      return cards.group(1);
    }
  }

  private static AuthorizationRequest request(String token, String merchant, long amountMinor) {
    return AuthorizationRequest.newBuilder()
        .setRequestId("repair-" + System.nanoTime() % 1_000_000_000)
        .setCardToken(token)
        .setEventTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setAmountMinor(amountMinor)
        .setCurrency("USD")
        .setMerchantId("m-repaired")
        .setMerchantName(merchant)
        .setCategory("grocery_pos")
        .setChannel(Channel.ONLINE)
        .build();
  }

  private static void send(Console console, String token, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", console.demo().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("card-events", token.getBytes(UTF_8), value)).get();
    }
  }

  /** Opens a page again and again until it shows something. */
  private static void openWhen(Visit visit, String path, Locator shown) {
    long end = System.nanoTime() + WITHIN.toNanos();
    visit.open(path);
    while (shown.count() == 0) {
      assertThat(System.nanoTime()).as(path).isLessThan(end);
      visit.open(path);
    }
  }

  /** Opens the letter whose payload holds a text; the newest come first. */
  private static void openLetterWith(Visit visit, String text) {
    String list = visit.page().url();
    long end = System.nanoTime() + WITHIN.toNanos();
    while (true) {
      visit.page().locator("tbody td a").first().click();
      visit.settled();
      if (visit
              .page()
              .locator("main pre")
              .filter(new Locator.FilterOptions().setHasText(text))
              .count()
          > 0) {
        return;
      }
      assertThat(System.nanoTime()).as("no letter holds " + text).isLessThan(end);
      visit.open(list.replaceFirst("^https?://[^/]+", ""));
    }
  }
}
