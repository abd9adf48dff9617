package io.cardbeam.decision;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words by which sentences speak to the cardholder, each with those that say the same to
 * others. Sentences are made of these, so that none can speak to the cardholder in words that
 * {@link ReasonVoice} does not know. Where a name stands in a sentence, the words are known by
 * their place beside it: a shop may be called as it likes.
 */
enum OwnWords {
  USUAL_FOR(" your usual for ", " the card's usual for ", At.NOT_OF_EVERYBODY),
  PURCHASES_IN(" of your purchases are in ", " of the card's purchases are in ", At.FIRST),
  FIRST_IN("your first purchase in ", "the card's first purchase in ", At.BEGINNING),
  FIRST_AROUND("your first purchase, around ", "the card's first purchase, around ", At.BEGINNING),
  PURCHASES_AROUND(
      " of your purchases are around ", " of the card's purchases are around ", At.FIRST),
  USUAL_A_DAY(" a day are usual for you", " a day are usual for the card", At.END),
  USUAL_PURCHASE(" your usual purchase", " the card's usual purchase", At.END),
  FIRST_AT("your first purchase at ", "the card's first purchase at ", At.BEGINNING),
  KNOWN("you know ", "the card was used before at ", At.BEGINNING),
  FROM_LAST(" km from your last purchase", " km from the card's last purchase", At.DISTANCE),
  NEVER_CONFIRMED(
      "no fraud was ever confirmed on your card",
      "no fraud was ever confirmed on the card",
      At.BEGINNING),
  CONFIRMED(
      " on your card turned out to be fraud", " on the card turned out to be fraud", At.FIRST),
  PURCHASE_KNOWN(" purchase of yours is known", " purchase of the card is known", At.FIRST),
  PURCHASES_KNOWN(" purchases of yours are known", " purchases of the card are known", At.FIRST),
  BLOCKED("your card is blocked", "the card is blocked", At.BEGINNING),
  CLOSED("your card is closed", "the card is closed", At.BEGINNING),
  CREDIT_IN(" where your card's credit is in ", " where the card's credit is in ", At.FIRST),
  AVAILABLE(
      " is above your available credit of ", " is above the card's available credit of ", At.FIRST);

  /** What a cardholder reads. */
  final String own;

  private final String others;
  private final At at;
  private final Pattern where;

  /** Where words stand in their sentence. */
  private enum At {
    BEGINNING("^%s"),
    /** Before any name. */
    FIRST("%s"),
    /** Before any name, where the sentence is not about what everybody does. */
    NOT_OF_EVERYBODY("(?<!is usual for everybody in)%s"),
    END("%s$"),
    /** Behind a name, at the end but for how long ago it was. */
    DISTANCE("(?<=, -?\\d{1,9})%s(?= [^,]{1,40} ago$|$)");

    private final String pattern;

    At(String pattern) {
      this.pattern = pattern;
    }
  }

  OwnWords(String own, String others, At at) {
    this.own = own;
    this.others = others;
    this.at = at;
    this.where = Pattern.compile(at.pattern.formatted(Pattern.quote(own)));
  }

  /** A sentence with these words for others. */
  String forOthers(String sentence) {
    return where.matcher(sentence).replaceFirst(Matcher.quoteReplacement(others));
  }

  /**
   * A sentence with all of these for others. One that begins with such words has none others before
   * its name.
   */
  static String forOthers(List<OwnWords> words, String sentence) {
    String said = sentence;
    boolean begun = false;
    for (OwnWords one : words) {
      if (!begun || one.at == At.DISTANCE) {
        String before = said;
        said = one.forOthers(said);
        begun |= one.at == At.BEGINNING && !said.equals(before);
      }
    }
    return said;
  }
}
