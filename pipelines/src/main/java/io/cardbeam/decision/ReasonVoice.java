package io.cardbeam.decision;

import static io.cardbeam.decision.OwnWords.AVAILABLE;
import static io.cardbeam.decision.OwnWords.BLOCKED;
import static io.cardbeam.decision.OwnWords.CLOSED;
import static io.cardbeam.decision.OwnWords.CONFIRMED;
import static io.cardbeam.decision.OwnWords.CREDIT_IN;
import static io.cardbeam.decision.OwnWords.FIRST_AROUND;
import static io.cardbeam.decision.OwnWords.FIRST_AT;
import static io.cardbeam.decision.OwnWords.FIRST_IN;
import static io.cardbeam.decision.OwnWords.FROM_LAST;
import static io.cardbeam.decision.OwnWords.KNOWN;
import static io.cardbeam.decision.OwnWords.NEVER_CONFIRMED;
import static io.cardbeam.decision.OwnWords.PURCHASES_AROUND;
import static io.cardbeam.decision.OwnWords.PURCHASES_IN;
import static io.cardbeam.decision.OwnWords.PURCHASES_KNOWN;
import static io.cardbeam.decision.OwnWords.PURCHASE_KNOWN;
import static io.cardbeam.decision.OwnWords.USUAL_A_DAY;
import static io.cardbeam.decision.OwnWords.USUAL_FOR;
import static io.cardbeam.decision.OwnWords.USUAL_PURCHASE;

import io.cardbeam.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reasons for readers other than the cardholder. An event holds the sentence that speaks to the
 * cardholder ("your usual"); analysts and merchants read the same of the card ("the card's usual").
 */
public final class ReasonVoice {
  private static final Map<String, List<OwnWords>> BY_CODE =
      Map.ofEntries(
          Map.entry("USUAL_AMOUNT", List.of(USUAL_FOR)),
          Map.entry("UNUSUAL_AMOUNT", List.of(USUAL_FOR)),
          Map.entry("USUAL_CATEGORY", List.of(FIRST_IN, PURCHASES_IN)),
          Map.entry("UNUSUAL_CATEGORY", List.of(FIRST_IN, PURCHASES_IN)),
          Map.entry("USUAL_HOUR", List.of(FIRST_AROUND, PURCHASES_AROUND)),
          Map.entry("UNUSUAL_HOUR", List.of(FIRST_AROUND, PURCHASES_AROUND)),
          Map.entry("USUAL_PACE", List.of(USUAL_A_DAY)),
          Map.entry("UNUSUAL_PACE", List.of(USUAL_A_DAY)),
          Map.entry("USUAL_SPENDING", List.of(USUAL_PURCHASE)),
          Map.entry("UNUSUAL_SPENDING", List.of(USUAL_PURCHASE)),
          Map.entry("USUAL_PLACE", List.of(FIRST_AT, KNOWN, FROM_LAST)),
          Map.entry("UNUSUAL_PLACE", List.of(FIRST_AT, KNOWN, FROM_LAST)),
          Map.entry("NO_SUSPICIONS_BEFORE", List.of()),
          Map.entry("SUSPICIONS_BEFORE", List.of()),
          Map.entry("FRAUD_SETTLED", List.of(NEVER_CONFIRMED, CONFIRMED)),
          Map.entry("FRAUD_CONFIRMED", List.of(NEVER_CONFIRMED, CONFIRMED)),
          Map.entry("USUAL_ALTOGETHER", List.of()),
          Map.entry("UNUSUAL_ALTOGETHER", List.of()),
          Map.entry("KNOWN_CARD", List.of(PURCHASE_KNOWN, PURCHASES_KNOWN)),
          Map.entry("LITTLE_KNOWN_CARD", List.of(PURCHASE_KNOWN, PURCHASES_KNOWN)),
          Map.entry("CARD_UNKNOWN", List.of()),
          Map.entry("CARD_BLOCKED", List.of(BLOCKED)),
          Map.entry("CARD_CLOSED", List.of(CLOSED)),
          Map.entry("OTHER_CURRENCY", List.of(CREDIT_IN)),
          Map.entry("OVER_LIMIT", List.of(AVAILABLE)),
          Map.entry("TOO_MANY_HOLDS", List.of()));

  private static final Pattern YOUR = Pattern.compile("\\byours?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern YOU = Pattern.compile("\\byou\\b", Pattern.CASE_INSENSITIVE);

  private ReasonVoice() {}

  /** The sentence of a reason for somebody who is not the cardholder. */
  public static String forOthers(Reason reason) {
    return forOthers(reason.getCode(), reason.getText());
  }

  /**
   * The same of a reason's parts. The sentences of rules, which people write and which hold no
   * names, are turned word by word.
   */
  public static String forOthers(String code, String text) {
    List<OwnWords> words = BY_CODE.get(code);
    return words == null
        ? YOU.matcher(YOUR.matcher(text).replaceAll("the card's")).replaceAll("the cardholder")
        : OwnWords.forOthers(words, text);
  }

  /**
   * The sentences of a decision as files and stars hold them, each for others.
   *
   * @param codes separated by commas
   * @param texts separated by {@code "; "}, in the same order; where a shop's name has that too, it
   *     is taken for part of the sentence that names the shop
   */
  public static List<String> allForOthers(String codes, String texts) {
    if (codes.isEmpty()) {
      return List.of();
    }
    List<String> each = List.of(codes.split(",", -1));
    List<String> parts = List.of(texts.split("; ", -1));
    int surplus = parts.size() - each.size();
    if (surplus < 0) {
      return List.of(forOthers("", texts)); // not of the same decision
    }
    int longer = withShop(each);
    List<String> said = new ArrayList<>();
    for (int i = 0, from = 0; i < each.size(); i++) {
      int to = from + 1 + (i == longer ? surplus : 0);
      said.add(forOthers(each.get(i), String.join("; ", parts.subList(from, to))));
      from = to;
    }
    return said;
  }

  private static int withShop(List<String> codes) {
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).endsWith("USUAL_PLACE")) {
        return i;
      }
    }
    return codes.size() - 1;
  }
}
