package io.cardbeam.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {
  private static final long SEED = 19;
  private static final int MANY = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4222222222222",
        "4111111111111111110",
        "5555555555554444",
        "2221000000000009",
        "2720999999999996",
        "378282246310005",
        "341111111111111",
        "6011111111111117",
        "6445644564456445",
        "3530111333300000",
        "6200000000000005",
        "30569309025904",
        "36227206271667",
        "6759649826438453",
        "5018000000007",
        "2200000000000004",
        "paid with 4111 1111 1111 1111 yesterday",
        "(4111-1111-1111-1111)",
        "4111 - 1111 - 1111 - 1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "3782 822463 10005",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u202f1111\u2007111\u30001\u20091111",
        "4111\u20131111\u20141111\u22121111",
        "4111\u200b1111\u00ad1111\ufeff1111",
        "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
        "\u0664\u0661\u0661\u0661 \u0661\u0661\u0661\u0661 \u0661\u0661\u0661\u0661 \u0661\u0661\u0661\u0661",
        "\u096a1\u09671111111111111",
        "\ud835\udfd2111111111111111",
        "order 12 4111 1111 1111 1111 7",
        "card_4111111111111111.",
        "x=4111111111111111;",
        "店4 4111111111111111",
      })
  void findsACardNumberInAnyScriptAndGrouping(String text) {
    assertThat(CardNumbers.isIn(text)).isTrue();
    assertThat(slowly(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4111111111111112", // check digit
        "9990007492653454", // no network
        "411111111111111", // 15 digits, which Visa has none of
        "x4111111111111111",
        "4111111111111111x",
        "\u05d04111111111111111", // a letter of another script
        "41111111111111110000000000", // more digits than a number has
        "4111/1111/1111/1111",
        "4111    1111 1111 1111", // four spaces between two groups
        "1735689604000", // a time in milliseconds
        "20250101120000", // a time
        "1a7eea4cfc8a8e2b13cc0fe08d4bc9a0",
        "40000000-0000-4000-8000-000000000002",
        "372 Park Avenue, Lexington, KY 40507",
      })
  void leavesWhatIsNone(String text) {
    assertThat(CardNumbers.isIn(text)).isFalse();
    assertThat(slowly(text)).isFalse();
  }

  @Property
  void findsWhatTheSlowWayFinds(@ForAll("texts") String text) {
    assertThat(CardNumbers.isIn(text)).as(text).isEqualTo(slowly(text));
  }

  @Property
  void noEventHasATextWithOne(@ForAll("texts") String text) {
    assertThat(PlainText.flaw(text).isPresent()).as(text).isEqualTo(slowly(text));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("0123456789   --a.\u0664\u00a0\u200b").ofMaxLength(24);
    Arbitrary<String> number =
        Arbitraries.of("4", "51", "2720", "34", "6011", "3528", "62", "36", "58", "9", "1")
            .flatMap(
                prefix ->
                    Arbitraries.strings()
                        .numeric()
                        .ofMinLength(9)
                        .ofMaxLength(16)
                        .map(rest -> withCheckDigit(prefix + rest)));
    Arbitrary<String> separator = Arbitraries.of("", "", " ", "-", "\u00a0", "  -", "    ", ".");
    Arbitrary<String> grouped =
        Combinators.combine(number, separator, Arbitraries.integers().between(1, 12))
            .as(
                (digits, between, at) ->
                    digits.substring(0, Math.min(at, digits.length()))
                        + between
                        + digits.substring(Math.min(at, digits.length())));
    return Combinators.combine(noise, grouped, noise)
        .as((before, digits, after) -> before + digits + after);
  }

  @Test
  void noRandomUuidIsTakenForOne() {
    Random random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      assertThat(CardNumbers.isIn(uuid)).as(uuid).isFalse();
      assertThat(CardNumbers.isIn("req:" + uuid)).as(uuid).isFalse();
    }
  }

  @Test
  void noHashOfATransactionIsTakenForOne() {
    Random random = new Random(SEED);
    for (int i = 0; i < MANY; i++) {
      String hash = new BigInteger(128, random).setBit(127).toString(16);
      assertThat(CardNumbers.isIn(hash)).as(hash).isFalse();
    }
  }

  @Test
  void aLongTextOfDigitsIsReadInOneGo() {
    String ones = "1 ".repeat(500_000);
    assertThat(CardNumbers.isIn(ones)).isFalse();
    assertThat(CardNumbers.isIn(ones + ". 4111111111111111")).isTrue();
  }

  private static final Pattern UUID_FORM =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}])\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-"
              + "\\p{XDigit}{12}(?![\\p{L}\\p{Nd}])");
  private static final Pattern CANDIDATE =
      Pattern.compile("\\p{Nd}([\\p{Zs}\\p{Pd}\\p{Cf}\u2212]{0,3}\\p{Nd}){12,18}");
  private static final Pattern ISSUED =
      Pattern.compile(
          "4(\\d{12}|\\d{15}|\\d{18})|5[1-5]\\d{14}"
              + "|(222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}|3[47]\\d{13}"
              + "|(352[89]|35[3-8]\\d)\\d{12,15}|8[12]\\d{14,17}|(30[0-59]|36\\d|3[89]\\d)\\d{11,16}"
              + "|(50|5[678]|6\\d)\\d{11,17}|220[0-4]\\d{12,15}|9792\\d{12}");

  /** Every part of the text, by patterns. */
  private static boolean slowly(String text) {
    String rest = UUID_FORM.matcher(text).replaceAll("/");
    for (int from = 0; from < rest.length(); from++) {
      if (from > 0 && Character.isLetterOrDigit(rest.codePointBefore(from))) {
        continue;
      }
      for (int to = from + 1; to <= rest.length(); to++) {
        if (to < rest.length() && Character.isLetterOrDigit(rest.codePointAt(to))) {
          continue;
        }
        String part = rest.substring(from, to);
        if (CANDIDATE.matcher(part).matches() && isNumber(digitsOf(part))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String digitsOf(String part) {
    StringBuilder digits = new StringBuilder();
    part.codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  private static boolean isNumber(String digits) {
    return ISSUED.matcher(digits).matches()
        && withCheckDigit(digits.substring(0, digits.length() - 1)).equals(digits);
  }

  private static String withCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 1 ? digit : digit * 2 % 10 + digit * 2 / 10;
    }
    return digits + (10 - sum % 10) % 10;
  }
}
