package io.cardbeam.sample;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rules, list entries and requests with the few things that a test wants to choose. */
public final class SampleRules {
  private SampleRules() {}

  public static RuleVersion version(
      String id, int version, RuleState state, Instant from, RuleAction action, String when) {
    return version(id, version, state, from, action, 0, when);
  }

  public static RuleVersion version(
      String id,
      int version,
      RuleState state,
      Instant from,
      RuleAction action,
      int priority,
      String when) {
    return new RuleVersion(
        id,
        version,
        state,
        from,
        from.minusSeconds(10),
        action,
        priority,
        when,
        "RULE_" + action,
        "rule " + id + " speaks",
        "ana");
  }

  public static RuleRecord rule(
      String id, int version, RuleState state, Instant from, RuleAction action, String when) {
    return new RuleRecord.OfRule(version(id, version, state, from, action, when));
  }

  public static RuleRecord listed(
      ListName list, String key, Instant from, @Nullable Instant until) {
    return new RuleRecord.OfList(
        new ListEntry(list, key, from, until, true, from.minusSeconds(10), "by a test"));
  }

  public static RuleRecord unlisted(ListName list, String key, Instant from) {
    return new RuleRecord.OfList(
        new ListEntry(list, key, from, null, false, from.minusSeconds(10), "by a test"));
  }

  public static AuthorizationRequest request(Instant at, long amountMinor) {
    return AuthorizationRequest.newBuilder()
        .setRequestId("r-1")
        .setCardToken("card-A")
        .setEventTime(at)
        .setAmountMinor(amountMinor)
        .setCurrency("USD")
        .setMerchantId("m-1")
        .setMerchantName("Corner Shop")
        .setCategory("grocery_pos")
        .setChannel(Channel.ONLINE)
        .setMerchantCity("Vienna")
        .setMerchantState("VA")
        .build();
  }
}
