package io.cardbeam.console.gateway;

import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.money.Currency;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads an authorization request as a merchant sends it. The card number becomes a token here; it
 * is in no error and in nothing that is returned, and a request that repeats it in another field is
 * refused. What is left out is as agreed with the merchant; the time is now.
 */
final class RequestReader {
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^A-Za-z0-9]");
  private static final Pattern CATEGORY = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9-]{1,10}");
  private static final int MAX_AGENT_CHARS = 1_000;
  private static final int MAX_ADDRESS_CHARS = 45;
  private static final double MAX_LATITUDE = 90;
  private static final double MAX_LONGITUDE = 180;

  private final CardNumberReader cards;
  private final Function<InetAddress, Optional<String>> countries;
  private final InstantSource clock;

  /**
   * A reader.
   *
   * @param cards turns card numbers into tokens
   * @param countries tells an address's country, where it knows
   */
  RequestReader(
      CardNumberReader cards,
      Function<InetAddress, Optional<String>> countries,
      InstantSource clock) {
    this.cards = cards;
    this.countries = countries;
    this.clock = clock;
  }

  /**
   * The request in these fields, from this merchant.
   *
   * @param header the idempotency key of the request's header
   * @throws RefusedException with everything that is wrong
   */
  Asked read(JsonReader fields, MerchantSettings merchant, Optional<String> header)
      throws RefusedException {
    Optional<String> requestId = CallerId.read(fields, header);
    Optional<String> card = cards.digits(fields);
    Optional<Currency> currency = MoneyText.currency(fields, merchant.currency());
    Optional<Long> amountMinor = MoneyText.minor(fields, "amount", currency);
    Optional<Channel> channel = fields.optionalChoice("channel", Channel.class);
    AuthorizationRequest.Builder request = AuthorizationRequest.newBuilder();
    place(fields.optionalObject("merchant"), merchant, request);
    Client client = client(fields);
    fields.done();
    request
        .setRequestId(IdKind.AUTHORIZATION.of(merchant.id(), requestId.orElseThrow()))
        .setCardToken(cards.token(card.orElseThrow()))
        .setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .setAmountMinor(amountMinor.orElseThrow())
        .setCurrency(currency.orElseThrow().code())
        .setMerchantId(merchant.id())
        .setChannel(channel.orElse(Channel.UNKNOWN))
        .setClientCountry(client.country().orElse(null))
        .setClientNetwork(client.network().orElse(null))
        .setClientIpHash(client.address().orElse(null))
        .setClientAgentHash(client.agent().orElse(null));
    AuthorizationRequest asked = request.build();
    refuseCardNumberElsewhere(asked, card.orElseThrow());
    check(asked);
    return Asked.of(asked, requestId.orElseThrow());
  }

  private static void place(
      Optional<JsonReader> fields, MerchantSettings merchant, AuthorizationRequest.Builder into) {
    into.setMerchantName(merchant.name()).setCategory(merchant.category());
    if (fields.isEmpty()) {
      return;
    }
    JsonReader place = fields.get();
    Optional<String> id = place.optionalText("id", EventChecks.MAX_TEXT_CHARS);
    if (id.isPresent() && !id.get().equals(merchant.id())) {
      place.problem("id", "is not the merchant whose key this is; leave it out");
    }
    place.optionalText("name", EventChecks.MAX_TEXT_CHARS).ifPresent(into::setMerchantName);
    place
        .optionalCode("category", CATEGORY, "1 to 64 small letters, digits or underscores")
        .ifPresent(into::setCategory);
    Optional<Double> latitude = place.optionalNumber("latitude", -MAX_LATITUDE, MAX_LATITUDE);
    Optional<Double> longitude = place.optionalNumber("longitude", -MAX_LONGITUDE, MAX_LONGITUDE);
    if (place.has("latitude") != place.has("longitude")) {
      place.problem(
          place.has("latitude") ? "longitude" : "latitude", "is missing beside the other");
    }
    into.setMerchantLatitude(latitude.orElse(null)).setMerchantLongitude(longitude.orElse(null));
    into.setMerchantCity(place.optionalText("city", EventChecks.MAX_TEXT_CHARS).orElse(null));
    into.setMerchantState(
        place.optionalCode("state", STATE, "1 to 10 letters, digits or dashes").orElse(null));
  }

  private Client client(JsonReader fields) {
    Optional<String> text = fields.optionalText("client_ip", MAX_ADDRESS_CHARS);
    Optional<InetAddress> address = text.flatMap(Client::parse);
    if (text.isPresent() && address.isEmpty()) {
      fields.problem("client_ip", "must be an IPv4 or IPv6 address");
    }
    Optional<String> agent = fields.optionalText("user_agent", MAX_AGENT_CHARS);
    return cards.client(address, agent, countries);
  }

  private static void refuseCardNumberElsewhere(AuthorizationRequest request, String card)
      throws RefusedException {
    for (int field = 0; field < request.getSchema().getFields().size(); field++) {
      Object value = request.get(field);
      if (value != null && holds(value.toString(), card)) {
        throw new RefusedException(
            ProblemType.INVALID_REQUEST, "A field beside card_number holds the card number.");
      }
    }
  }

  /** Whether a text holds these digits in a row, whatever stands between them but other letters. */
  private static boolean holds(String text, String digits) {
    int most = 0;
    for (int i = 0; i < text.length(); i++) {
      most += isDigit(text.charAt(i)) ? 1 : 0;
    }
    // Few texts have so many digits: no need to take them apart.
    return most >= digits.length()
        && NEITHER_LETTER_NOR_DIGIT.matcher(text).replaceAll("").contains(digits);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void check(AuthorizationRequest request) throws RefusedException {
    try {
      EventChecks.check(Event.of(request));
    } catch (UnreadableRecordException e) {
      throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }
}
