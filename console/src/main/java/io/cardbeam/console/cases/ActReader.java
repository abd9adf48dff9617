package io.cardbeam.console.cases;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.text.PlainText;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An act as it is asked for.
 *
 * @param version of the case that it was decided on
 */
record ActReader(long version, Act act) {
  private static final int MAX_NAME_CHARS = 64;
  private static final String ALERTS = "alert_ids";
  private static final String MERCHANT = "merchant_id";
  private static final Set<ActName> LABELS = EnumSet.of(ActName.CONFIRM_FRAUD, ActName.CLEAR);
  private static final Set<ActName> OF_MERCHANT =
      EnumSet.of(ActName.BLOCK_MERCHANT, ActName.UNBLOCK_MERCHANT);

  /**
   * Reads a body.
   *
   * @throws RefusedException with everything that is wrong
   */
  static ActReader read(JsonReader body) throws RefusedException {
    Optional<Long> version = body.wholeNumber("version", 1, Long.MAX_VALUE);
    Optional<ActName> name = body.choice("act", ActName.class);
    Optional<String> assignee = body.optionalText("assignee", MAX_NAME_CHARS);
    Optional<Long> hours = body.optionalWholeNumber("hours", 1, Act.MAX_SNOOZE_HOURS);
    Optional<String> merchant = body.optionalText(MERCHANT, PlainText.MAX_CHARS);
    List<String> alerts = body.ids(ALERTS, Act.MAX_CHOSEN, PlainText.MAX_CHARS);
    if (name.isPresent()) {
      ActName act = name.get();
      only(body, act, EnumSet.of(ActName.ASSIGN), "assignee", false);
      only(body, act, EnumSet.of(ActName.SNOOZE), "hours", true);
      only(body, act, OF_MERCHANT, MERCHANT, true);
      only(body, act, LABELS, ALERTS, false);
    }
    body.done();
    Set<String> chosen = Set.copyOf(alerts);
    return new ActReader(
        version.orElseThrow(),
        switch (name.orElseThrow()) {
          case ASSIGN -> new Act.Assign(assignee);
          case START -> new Act.Start();
          case REOPEN -> new Act.Reopen();
          case SNOOZE -> new Act.Snooze(Math.toIntExact(hours.orElseThrow()));
          case CONFIRM_FRAUD -> new Act.Label(FindingVerdict.FRAUD, chosen);
          case CLEAR -> new Act.Label(FindingVerdict.GENUINE, chosen);
          case BLOCK_CARD -> new Act.CardBlock(true);
          case UNBLOCK_CARD -> new Act.CardBlock(false);
          case BLOCK_MERCHANT -> new Act.MerchantBlock(merchant.orElseThrow(), true);
          case UNBLOCK_MERCHANT -> new Act.MerchantBlock(merchant.orElseThrow(), false);
        });
  }

  private static void only(
      JsonReader body, ActName act, Set<ActName> of, String field, boolean isRequired) {
    boolean isThere = body.has(field);
    if (of.contains(act) && isRequired && !isThere) {
      body.problem(field, "is missing");
    } else if (!of.contains(act) && isThere) {
      body.problem(field, "is not a field of this act");
    }
  }
}
