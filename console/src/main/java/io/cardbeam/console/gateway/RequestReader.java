package io.cardbeam.console.gateway;

import io.cardbeam.console.http.JsonFields;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads an authorization request as a merchant sends it. The card number becomes a token here; it
 * is in no error and in nothing that is returned, and a request that repeats it in another field is
 * refused. What is not told: a request id is made at random, the channel is unknown, the time is
 * now.
 */
final class RequestReader {
  private static final Set<String> FIELDS =
      Set.of("request_id", "card_number", "amount", "currency", "merchant", "channel");
  private static final Set<String> MERCHANT_FIELDS =
      Set.of("id", "name", "category", "latitude", "longitude", "city", "state");
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
   * @throws RefusedException with the first field that is wrong, and why
   */
  AuthorizationRequest read(JsonFields fields) throws RefusedException {
    fields.allowOnly(FIELDS);
    JsonFields merchant = fields.object("merchant");
    merchant.allowOnly(MERCHANT_FIELDS);
    String card = cardNumber(fields);
    String currency = fields.text("currency", MAX_CODE_CHARS);
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(requestId(fields))
            .setCardToken(token(card))
            .setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setAmountMinor(MoneyText.minor(fields.text("amount", MAX_CODE_CHARS), currency))
            .setCurrency(currency)
            .setMerchantId(merchant.text("id", EventChecks.MAX_TEXT_CHARS))
            .setMerchantName(merchant.text("name", EventChecks.MAX_TEXT_CHARS))
            .setCategory(merchant.text("category", MAX_CODE_CHARS))
            .setChannel(channel(fields))
            .setMerchantLatitude(merchant.optionalNumber("latitude", 90).orElse(null))
            .setMerchantLongitude(merchant.optionalNumber("longitude", 180).orElse(null))
            .setMerchantCity(merchant.optionalText("city", EventChecks.MAX_TEXT_CHARS).orElse(null))
            .setMerchantState(merchant.optionalText("state", MAX_CODE_CHARS).orElse(null))
            .build();
    refuseCardNumberElsewhere(request, card);
    check(request);
    return request;
  }

  private static String cardNumber(JsonFields fields) throws RefusedException {
    String number = SEPARATORS.matcher(fields.secret("card_number", MAX_CARD_CHARS)).replaceAll("");
    if (!CARD_NUMBER.matcher(number).matches()) {
      throw RefusedException.badField("card_number", "must be 11 to 19 digits");
    }
    return number;
  }

  private synchronized String token(String cardNumber) {
    return tokenizer.token(cardNumber);
  }

  private static String requestId(JsonFields fields) throws RefusedException {
    Optional<String> told = fields.optionalText("request_id", EventChecks.MAX_TEXT_CHARS);
    if (told.isPresent() && !REQUEST_ID.matcher(told.get()).matches()) {
      throw RefusedException.badField(
          "request_id", "must be 1 to 64 letters, digits, dots, underscores, colons or dashes");
    }
    return told.orElseGet(() -> UUID.randomUUID().toString());
  }

  private static Channel channel(JsonFields fields) throws RefusedException {
    Optional<String> told = fields.optionalText("channel", MAX_CODE_CHARS);
    try {
      return told.map(Channel::valueOf).orElse(Channel.UNKNOWN);
    } catch (IllegalArgumentException e) {
      throw RefusedException.badField("channel", "must be CARD_PRESENT, ONLINE or UNKNOWN");
    }
  }

  private static void refuseCardNumberElsewhere(AuthorizationRequest request, String card)
      throws RefusedException {
    // This is all the text that a request has; fields' names keep their values apart.
    if (NEITHER_LETTER_NOR_DIGIT.matcher(request.toString()).replaceAll("").contains(card)) {
      throw RefusedException.badField("", "a field beside card_number holds the card number");
    }
  }

  private static void check(AuthorizationRequest request) throws RefusedException {
    try {
      EventChecks.check(Event.of(request));
    } catch (UnreadableRecordException e) {
      throw RefusedException.badField("", String.valueOf(e.getMessage()));
    }
  }
}
