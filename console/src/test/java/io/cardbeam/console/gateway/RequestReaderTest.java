package io.cardbeam.console.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.token.CardTokenizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
  private static final String CARD = "4539578763621486";
  private static final String GOOD =
      """
      {"request_id": "r-1", "card_number": "4539 5787 6362 1486", "amount": "12.50",
       "currency": "USD", "channel": "ONLINE", "merchant": {"id": "m-1", "name": "Kaffeehaus",
       "category": "food_dining", "latitude": 48.2, "longitude": 16.37, "city": "Vienna",
       "state": "VA"}}
      """;
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456Z");

  private static final MerchantSettings SHOP =
      MerchantSettings.of("m-1", "The Shop", "shopping_net", "EUR");

  private final RequestReader reader =
      new RequestReader(
          new CardNumberReader(new CardTokenizer(new byte[32])),
          address -> Optional.of("AT").filter(at -> address.getHostAddress().startsWith("1")),
          InstantSource.fixed(NOW));

  private AuthorizationRequest read(String json) throws Exception {
    return read(json, Optional.empty()).request();
  }

  private Asked read(String json, Optional<String> key) throws Exception {
    return reader.read(JsonReader.of(Json.parse(json.getBytes(UTF_8))), SHOP, key);
  }

  @Test
  void takesEveryFieldAndATokenInPlaceOfTheCardNumber() throws Exception {
    AuthorizationRequest request = read(GOOD);

    assertThat(request)
        .isEqualTo(
            AuthorizationRequest.newBuilder()
                .setRequestId(IdKind.AUTHORIZATION.of("m-1", "r-1"))
                .setCardToken(new CardTokenizer(new byte[32]).token(CARD))
                .setEventTime(Instant.parse("2026-03-02T10:00:00.123Z"))
                .setAmountMinor(1250)
                .setCurrency("USD")
                .setMerchantId("m-1")
                .setMerchantName("Kaffeehaus")
                .setCategory("food_dining")
                .setChannel(Channel.ONLINE)
                .setMerchantLatitude(48.2)
                .setMerchantLongitude(16.37)
                .setMerchantCity("Vienna")
                .setMerchantState("VA")
                .build());
  }

  @Test
  void whatIsLeftOutIsAsAgreedWithTheMerchant() throws Exception {
    AuthorizationRequest request =
        read("{\"request_id\": \"r-1\", \"card_number\": \"" + CARD + "\", \"amount\": \"1\"}");

    assertThat(request.getCurrency()).isEqualTo("EUR");
    assertThat(request.getMerchantId()).isEqualTo("m-1");
    assertThat(request.getMerchantName()).isEqualTo("The Shop");
    assertThat(request.getCategory()).isEqualTo("shopping_net");
    assertThat(request.getChannel()).isEqualTo(Channel.UNKNOWN);
  }

  @Test
  void takesTheIdFromTheHeaderAsWell() throws Exception {
    String without = GOOD.replace("\"request_id\": \"r-1\",", "");

    assertThat(read(without, Optional.of("r-1"))).isEqualTo(read(GOOD, Optional.empty()));
    assertThat(read(GOOD, Optional.of("r-1"))).isEqualTo(read(GOOD, Optional.empty()));
    assertThatThrownBy(() -> read(GOOD, Optional.of("r-2"))).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(without, Optional.empty())).isInstanceOf(RefusedException.class);
  }

  @Test
  void aShoppersAddressAndAgentStayOut() throws Exception {
    String with =
        GOOD.replace(
            "\"channel\"",
            "\"client_ip\": \"192.0.2.7\", \"user_agent\": \"Mozilla/5.0 (X11)\", \"channel\"");
    AuthorizationRequest request = read(with);
    AuthorizationRequest neighbour = read(with.replace("192.0.2.7", "192.0.2.8"));

    assertThat(request.toString()).doesNotContain("192.0.2", "Mozilla");
    assertThat(request.getClientCountry()).isEqualTo("AT");
    assertThat(request.getClientIpHash()).hasSize(22).isNotEqualTo(neighbour.getClientIpHash());
    assertThat(request.getClientNetwork()).hasSize(22).isEqualTo(neighbour.getClientNetwork());
    assertThat(request.getClientAgentHash()).hasSize(22);
    assertThat(read(with.replace("192.0.2.7", "2001:db8::1")).getClientCountry()).isNull();
    for (String wrong : List.of("localhost", "192.0.2", "192.0.2.256", "1.2.3.04", "::g", "1:2")) {
      assertThatThrownBy(() -> read(with.replace("192.0.2.7", wrong)))
          .as(wrong)
          .isInstanceOf(RefusedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, USD, 1250",
    "0.01, USD, 1",
    "1000000, USD, 100000000",
    "7, JPY, 7",
    "1.234, KWD, 1234",
    "17000000000, IDR, 1700000000000",
    "1200000000000, IRR, 120000000000000",
  })
  void countsMinorUnitsAsTheCurrencyDoes(String amount, String currency, long minor)
      throws Exception {
    assertThat(read(GOOD.replace("12.50", amount).replace("USD", currency)).getAmountMinor())
        .isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12.50\"          | 12.50              | #/amount",
        "12.50              | 0.00               | #/amount",
        "12.50              | -1                 | #/amount",
        "12.50              | 1e3                | #/amount",
        "12.50              | 12.505             | #/amount",
        "12.50              | 1000000.01         | #/amount",
        "USD                | US                 | #/currency",
        "USD                | XAU                | #/currency",
        "USD                | ZWL                | #/currency",
        "USD                | usd                | #/currency",
        "4539 5787          | 12                 | #/card_number",
        "4539 5787          | x539 5787          | #/card_number",
        "1486               | 1487               | #/card_number",
        "food_dining        | Food and dining    | #/merchant/category",
        "\"VA\"             | \"V A\"            | #/merchant/state",
        "m-1                | m-2                | #/merchant/id",
        "\"latitude\": 48.2, | \"\\u006catitude\": null, | #/merchant/latitude",
        "r-1                | r 1                | #/request_id",
        "ONLINE             | PIGEON             | #/channel",
        "48.2               | 91                 | #/merchant/latitude",
        "16.37              | \"16.37\"          | #/merchant/longitude",
        "\"Kaffeehaus\"     | \" \"              | #/merchant/name",
        "\"Kaffeehaus\"     | \"a\\u0000b\"      | #/merchant/name",
        "\"name\"           | \"nom\"            | #/merchant/nom",
        "\"currency\"       | \"money\"          | #/money",
        "\"Vienna\"         | 7                  | #/merchant/city",
        "Kaffeehaus         | a 4111 1111 1111 1111 | #/merchant/name",
        "m-1                | 4111111111111111   | #/merchant/id",
        "r-1                | 4111-1111-1111-1111 | #/request_id",
        "food_dining        | \uff14111111111111111 | #/merchant/category",
        "Vienna             | \u0664111111111111111 | #/merchant/city",
        "Vienna             | a\u2028b           | #/merchant/city",
      })
  void saysWhichFieldIsWrong(String part, String wrong, String field) {
    assertThatThrownBy(() -> read(GOOD.replace(part, wrong)))
        .asInstanceOf(type(RefusedException.class))
        .satisfies(
            e -> assertThat(e.problem().errors()).extracting(FieldProblem::place).contains(field));
  }

  @Test
  void namesAreNormalized() throws Exception {
    assertThat(read(GOOD.replace("Kaffeehaus", "Cafe\u0301 Zoe")).getMerchantName())
        .isEqualTo("Caf\u00e9 Zoe");
  }

  @Test
  void saysWhyACurrencyIsNotTaken() {
    assertThatThrownBy(() -> read(GOOD.replace("USD", "ZWL")))
        .hasMessageContaining("ZWL is not an active ISO 4217 code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"r-1\"         | \"4539578763621486\"",
        "Kaffeehaus      | Kaffeehaus 4539-5787-6362-1486",
        "Vienna          | 4539.5787.6362.1486",
        "\"12.50\"       | 4539578763621486",
        "\"ONLINE\"      | \"4539578763621486\"",
        "\"channel\"     | \"4539578763621486\"",
        "\"merchant\"    | 4539578763621486",
        "USD             | 4539578763621486",
      })
  void noErrorRepeatsACardNumberThatIsInTheWrongPlace(String part, String wrong) {
    assertThatThrownBy(() -> read(GOOD.replace(part, wrong)))
        .asInstanceOf(type(RefusedException.class))
        .satisfies(e -> assertThat(e.problem().toString() + e).doesNotContain("4539", "1486"));
  }

  @Test
  void tellsWhereTheBodyIsNoJson() {
    assertThatThrownBy(() -> read("{\"card_number\": 45395787x}"))
        .asInstanceOf(type(RefusedException.class))
        .satisfies(e -> assertThat(e.problem().detail()).contains("line 1, column "))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("45395787"));
  }

  @Test
  void refusesAFieldNamedTwice() {
    assertThatThrownBy(
            () -> read(GOOD.replace("{\"request_id\"", "{\"amount\": \"1\", \"request_id\"")))
        .isInstanceOf(RefusedException.class);
  }
}
