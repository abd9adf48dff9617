package io.cardbeam.rule;

import io.cardbeam.event.Reason;
import java.util.List;

/**
 * What lists and rules say on a request.
 *
 * @param ruling what is to be done
 * @param snoozed whether the card is left in peace: no alert, and no referral or decline but a hard
 *     one or a block list's
 * @param silenced whether a rule would have referred or declined the request, but for the snooze
 * @param reasons that of the list or rule which ruled first, then those that rules add
 * @param fired ids of the live rules that met the request and counted
 * @param shadowed ids of the shadow rules that would have met it
 * @param failed ids of the rules, live or shadow, that have no value for it
 */
public record RuleVerdict(
    Ruling ruling,
    boolean snoozed,
    boolean silenced,
    List<Reason> reasons,
    List<String> fired,
    List<String> shadowed,
    List<String> failed) {
  /** Of a request that no list and no rule speaks of. */
  public static final RuleVerdict NONE =
      new RuleVerdict(Ruling.NONE, false, false, List.of(), List.of(), List.of(), List.of());

  public RuleVerdict {
    reasons = List.copyOf(reasons);
    fired = List.copyOf(fired);
    shadowed = List.copyOf(shadowed);
    failed = List.copyOf(failed);
  }

  /** Whether it says nothing: true of {@link #NONE} alone, which is told without comparing. */
  @SuppressWarnings("ReferenceEquality") // Every verdict that says nothing is NONE itself.
  public boolean isNone() {
    return this == NONE;
  }
}
