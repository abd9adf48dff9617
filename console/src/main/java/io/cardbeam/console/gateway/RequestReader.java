package io.cardbeam.console.gateway;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.money.Currency;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads an authorization request as a merchant sends it. The card number becomes a token here; it
 * is in no error and in nothing that is returned, and a request that repeats it in another field is
 * refused. What is not told: a request id is made at random, the channel is unknown, the time is
 * now.
 */
final class RequestReader {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{11,19}");
  private static final Pattern SEPARATORS = Pattern.compile("[ -]");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^A-Za-z0-9]");
  private static final int MAX_CARD_CHARS = 40;
  private static final int MAX_CODE_CHARS = 64;

  private final CardTokenizer tokenizer;
  private final InstantSource clock;

  RequestReader(CardTokenizer tokenizer, InstantSource clock) {
    this.tokenizer = tokenizer;
    this.clock = clock;
  }

  /**
   * The request in these fields.
   *
   * @throws RefusedException with everything that is wrong
   */
  AuthorizationRequest read(JsonReader fields) throws RefusedException {
    JsonReader merchant = fields.object("merchant");
    Optional<String> card = cardNumber(fields);
    Optional<Currency> currency = MoneyText.currency(fields);
    Optional<Long> amountMinor = MoneyText.minor(fields, "amount", currency);
    Optional<String> requestId =
        fields.optionalCode(
            "request_id", REQUEST_ID, "1 to 64 letters, digits, dots, underscores, colons, dashes");
    Optional<Channel> channel = fields.optionalChoice("channel", Channel.class);
    Optional<String> merchantId = merchant.text("id", EventChecks.MAX_TEXT_CHARS);
    Optional<String> name = merchant.text("name", EventChecks.MAX_TEXT_CHARS);
    Optional<String> category = merchant.text("category", MAX_CODE_CHARS);
    Optional<Double> latitude = merchant.optionalNumber("latitude", -90, 90);
    Optional<Double> longitude = merchant.optionalNumber("longitude", -180, 180);
    Optional<String> city = merchant.optionalText("city", EventChecks.MAX_TEXT_CHARS);
    Optional<String> state = merchant.optionalText("state", MAX_CODE_CHARS);
    fields.done();
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(requestId.orElseGet(() -> UUID.randomUUID().toString()))
            .setCardToken(token(card.orElseThrow()))
            .setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setAmountMinor(amountMinor.orElseThrow())
            .setCurrency(currency.orElseThrow().code())
            .setMerchantId(merchantId.orElseThrow())
            .setMerchantName(name.orElseThrow())
            .setCategory(category.orElseThrow())
            .setChannel(channel.orElse(Channel.UNKNOWN))
            .setMerchantLatitude(latitude.orElse(null))
            .setMerchantLongitude(longitude.orElse(null))
            .setMerchantCity(city.orElse(null))
            .setMerchantState(state.orElse(null))
            .build();
    refuseCardNumberElsewhere(request, card.orElseThrow());
    check(request);
    return request;
  }

  private static Optional<String> cardNumber(JsonReader fields) {
    Optional<String> number =
        fields
            .secret("card_number", MAX_CARD_CHARS)
            .map(text -> SEPARATORS.matcher(text).replaceAll(""));
    if (number.isPresent() && !CARD_NUMBER.matcher(number.get()).matches()) {
      fields.problem("card_number", "must be 11 to 19 digits");
      return Optional.empty();
    }
    return number;
  }

  private synchronized String token(String cardNumber) {
    return tokenizer.token(cardNumber);
  }

  private static void refuseCardNumberElsewhere(AuthorizationRequest request, String card)
      throws RefusedException {
    // This is all the text that a request has; fields' names keep their values apart.
    if (NEITHER_LETTER_NOR_DIGIT.matcher(request.toString()).replaceAll("").contains(card)) {
      throw new RefusedException(
          ProblemType.INVALID_REQUEST, "A field beside card_number holds the card number.");
    }
  }

  private static void check(AuthorizationRequest request) throws RefusedException {
    try {
      EventChecks.check(Event.of(request));
    } catch (UnreadableRecordException e) {
      throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }
}
