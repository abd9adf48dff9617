package io.cardbeam.reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that sentences of reasons are made of, and the codes of reasons. State names them by
 * their places here, so a place keeps its words for good: what is said in other words from now on
 * goes to the end of its list. A sentence with other words than these is kept whole, and takes more
 * bytes.
 */
final class KnownWords {
  private static final List<String> WORDS =
      List.of(
          "amount ",
          "amount $",
          "x your usual for ",
          " (",
          " ($",
          " against ",
          " against $",
          ")",
          " where ",
          " where $",
          " is usual for everybody in ",
          "you know ",
          "at ",
          "your first purchase at ",
          ", ",
          " km from your last purchase",
          " km from your last purchase ",
          " min ago",
          " h ago",
          " days ago",
          "only ",
          " % of your purchases are in ",
          "your first purchase in ",
          " % of your purchases are around ",
          "your first purchase, around ",
          ":00 UTC",
          "less than ",
          "st request within 1 h",
          "nd request within 1 h",
          "rd request within 1 h",
          "th request within 1 h",
          "st request in 24 h",
          "nd request in 24 h",
          "rd request in 24 h",
          "th request in 24 h",
          " a day are usual for you",
          "$",
          " were asked for in the 24 h before",
          "nothing was asked for in the 24 h before",
          "x your usual purchase",
          "no suspicious request before",
          " suspicious request in the 24 h before",
          " suspicious requests in the 24 h before",
          "no fraud was ever confirmed on your card",
          " request on your card turned out to be fraud, the last was confirmed ",
          " requests on your card turned out to be fraud, the last was confirmed ",
          "hardly a purchase of yours is known",
          "no purchase of yours is known",
          "hardly more than one purchase of yours is known",
          "about ",
          " purchases of yours are known",
          "nothing about it is out of the ordinary",
          "several small things together are unusual",
          "no card was issued under this number",
          "your card is blocked",
          "your card is closed",
          "amount is in ",
          " where your card's credit is in ",
          " is above your available credit of ",
          " is above your available credit of $",
          " (limit ",
          " (limit $",
          ", balance ",
          ", balance $",
          ", open holds ",
          ", open holds $",
          "-",
          " approved requests wait for their purchases, as many as are kept",
          "referrals and declines of this card are paused",
          "payments with this card are stopped",
          "payments to this merchant are stopped",
          "payments with this card are let through",
          "payments to this merchant are let through",
          "many small amounts within 30 min, as thieves try a card",
          "farther from your last purchase than anyone travels in the time",
          "more requests in a short time than a person makes",
          "entertainment",
          "food_dining",
          "gas_transport",
          "grocery_net",
          "grocery_pos",
          "health_fitness",
          "home",
          "kids_pets",
          "misc_net",
          "misc_pos",
          "personal_care",
          "shopping_net",
          "shopping_pos",
          "travel");

  private static final List<String> CODES =
      List.of(
          "USUAL_AMOUNT",
          "UNUSUAL_AMOUNT",
          "USUAL_CATEGORY",
          "UNUSUAL_CATEGORY",
          "USUAL_HOUR",
          "UNUSUAL_HOUR",
          "USUAL_PACE",
          "UNUSUAL_PACE",
          "USUAL_SPENDING",
          "UNUSUAL_SPENDING",
          "USUAL_PLACE",
          "UNUSUAL_PLACE",
          "NO_SUSPICIONS_BEFORE",
          "SUSPICIONS_BEFORE",
          "FRAUD_SETTLED",
          "FRAUD_CONFIRMED",
          "USUAL_ALTOGETHER",
          "UNUSUAL_ALTOGETHER",
          "KNOWN_CARD",
          "LITTLE_KNOWN_CARD",
          "CARD_UNKNOWN",
          "CARD_BLOCKED",
          "CARD_CLOSED",
          "OTHER_CURRENCY",
          "OVER_LIMIT",
          "TOO_MANY_HOLDS",
          "CARD_SNOOZED",
          "CARD_BLOCK_LISTED",
          "MERCHANT_BLOCK_LISTED",
          "CARD_ALLOW_LISTED",
          "MERCHANT_ALLOW_LISTED",
          "CARD_TESTING",
          "IMPOSSIBLE_TRAVEL",
          "VELOCITY");

  private static final int ASCII = 128;

  /** For each first letter the places of the words that begin with it, the longest first. */
  private static final int[][] BY_LETTER = byLetter();

  private static final Map<String, Integer> PLACE_OF_WORDS = places(WORDS);
  private static final Map<String, Integer> PLACE_OF_CODE = places(CODES);

  private KnownWords() {}

  private static int[][] byLetter() {
    List<List<Integer>> places = new ArrayList<>();
    for (int letter = 0; letter < ASCII; letter++) {
      places.add(new ArrayList<>());
    }
    for (int place = 0; place < WORDS.size(); place++) {
      places.get(WORDS.get(place).charAt(0)).add(place);
    }
    Comparator<Integer> longest = Comparator.comparingInt(place -> -WORDS.get(place).length());
    return places.stream()
        .map(it -> it.stream().sorted(longest).mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private static Map<String, Integer> places(List<String> texts) {
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < texts.size(); place++) {
      places.put(texts.get(place), place);
    }
    return places;
  }

  /** All words, by their places. */
  static List<String> all() {
    return WORDS;
  }

  /** How many words there are. */
  static int size() {
    return WORDS.size();
  }

  /** How many codes there are. */
  static int codes() {
    return CODES.size();
  }

  /** The words at a place. */
  static String at(int place) {
    return WORDS.get(place);
  }

  /** The place of the longest words that stand at a position of a text; -1 if none do. */
  static int placeIn(String text, int position) {
    char letter = text.charAt(position);
    if (letter < ASCII) {
      for (int place : BY_LETTER[letter]) {
        if (text.startsWith(WORDS.get(place), position)) {
          return place;
        }
      }
    }
    return -1;
  }

  /** The code at a place. */
  static String codeAt(int place) {
    return CODES.get(place);
  }

  /** The place of a code; -1 if it is not among them. */
  static int placeOfCode(String code) {
    return PLACE_OF_CODE.getOrDefault(code, -1);
  }

  /** The place of words that are a text as a whole; -1 if they are not among them. */
  static int placeOf(String text) {
    return PLACE_OF_WORDS.getOrDefault(text, -1);
  }
}
