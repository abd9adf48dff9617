package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.Posting;
import io.cardbeam.clearing.Posting.Kind;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The slow, obvious clearing: goes through every instant at which anything happened, and at each
 * looks through all transactions again for the first that can be ruled, until none can.
 */
final class ClearingModel {
  private static final long DAY = 86_400_000L;

  private final List<Decided> decisions;
  private final List<Posting> postings;

  /** What was ruled: "KIND id" to "BOOKED" or the exception's code. */
  private final TreeMap<String, String> ruled = new TreeMap<>();

  private ClearingModel(List<Decided> decisions, List<Posting> postings) {
    this.decisions = decisions;
    this.postings = postings;
  }

  static Map<String, String> rule(List<Decided> decisions, List<Event> events) {
    List<Posting> postings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Event event : events) {
      Posting posting = Posting.of(event);
      if (seen.add(name(posting))) {
        postings.add(posting);
      }
    }
    postings.sort(
        Comparator.comparing(Posting::eventTimeMillis)
            .thenComparing(Posting::kind)
            .thenComparing(Posting::id));
    ClearingModel model = new ClearingModel(decisions, postings);
    Set<Long> instants = new TreeSet<>();
    decisions.forEach(d -> instants.add(time(d)));
    postings.forEach(p -> instants.add(p.eventTimeMillis()));
    for (long now : instants) {
      model.giveUp(now);
      boolean found = true;
      while (found) {
        found = model.ruleOne(now);
      }
    }
    model.giveUp(Long.MAX_VALUE);
    return model.ruled;
  }

  private boolean ruleOne(long now) {
    for (Posting posting : postings) {
      if (posting.eventTimeMillis() <= now && !ruled.containsKey(name(posting))) {
        String verdict = verdict(posting, now);
        if (!verdict.isEmpty()) {
          ruled.put(name(posting), verdict);
          return true;
        }
      }
    }
    return false;
  }

  private void giveUp(long now) {
    for (Posting posting : postings) {
      if (!ruled.containsKey(name(posting)) && now - DAY > posting.eventTimeMillis()) {
        boolean answered = decision(posting, now - 1) != null;
        String missing = posting.kind().isResolution() ? "NO_CHARGEBACK" : "NO_PURCHASE";
        ruled.put(name(posting), answered ? missing : "NO_AUTHORIZATION");
      }
    }
  }

  /** Empty while it has to wait. */
  private String verdict(Posting posting, long now) {
    if (posting.amountMinor() < 1) {
      return "BAD_AMOUNT";
    }
    Decided decided = decision(posting, now);
    if (decided == null) {
      return "";
    }
    AuthorizationRequest request = decided.request();
    if (!request.getCurrency().equals(posting.currency())) {
      return "OTHER_CURRENCY";
    }
    if (decided.decision().getOutcome() != Outcome.APPROVED) {
      return "NOT_APPROVED";
    }
    if (posting.kind().isResolution()) {
      return resolutionVerdict(posting);
    }
    if (posting.kind() == Kind.REFUND || posting.kind() == Kind.CHARGEBACK) {
      return creditVerdict(posting);
    }
    long cleared = booked(Kind.PURCHASE, posting.authorizationId(), "");
    long reversed = booked(Kind.REVERSAL, posting.authorizationId(), "");
    if (posting.eventTimeMillis() > request.getEventTime().toEpochMilli() + 7 * DAY) {
      return "HOLD_EXPIRED";
    } else if (cleared + posting.amountMinor() > request.getAmountMinor()) {
      return "ABOVE_AUTHORIZED";
    } else if (cleared + reversed + posting.amountMinor() > request.getAmountMinor()) {
      return "REVERSED";
    }
    return "BOOKED";
  }

  private String creditVerdict(Posting credit) {
    for (Posting purchase : postings) {
      if (purchase.kind() == Kind.PURCHASE
          && purchase.id().equals(credit.subjectId())
          && purchase.authorizationId().equals(credit.authorizationId())
          && ruled.containsKey(name(purchase))) {
        if (!Objects.equals(ruled.get(name(purchase)), "BOOKED")) {
          return "NO_PURCHASE";
        }
        if (credit.eventTimeMillis() > purchase.eventTimeMillis() + 120 * DAY) {
          return "TERM_EXPIRED";
        }
        long before =
            booked(Kind.REFUND, credit.authorizationId(), purchase.id())
                + booked(Kind.CHARGEBACK, credit.authorizationId(), purchase.id())
                - takenBack(purchase);
        return before + credit.amountMinor() > purchase.amountMinor() ? "ABOVE_PURCHASE" : "BOOKED";
      }
    }
    return "";
  }

  /** Of the chargebacks of a purchase that are booked, what was rejected. */
  private long takenBack(Posting purchase) {
    long sum = 0;
    for (Posting chargeback : postings) {
      if (chargeback.kind() == Kind.CHARGEBACK && chargeback.subjectId().equals(purchase.id())) {
        sum += booked(Kind.CHARGEBACK_REJECTED, purchase.authorizationId(), chargeback.id());
      }
    }
    return sum;
  }

  private String resolutionVerdict(Posting resolution) {
    for (Posting chargeback : postings) {
      if (chargeback.kind() == Kind.CHARGEBACK
          && chargeback.id().equals(resolution.subjectId())
          && chargeback.authorizationId().equals(resolution.authorizationId())
          && ruled.containsKey(name(chargeback))) {
        if (!Objects.equals(ruled.get(name(chargeback)), "BOOKED")) {
          return "NO_CHARGEBACK";
        }
        if (!resolution.purchaseId().equals(chargeback.purchaseId())) {
          return "OTHER_PURCHASE";
        }
        if (resolution.eventTimeMillis() > chargeback.eventTimeMillis() + 120 * DAY) {
          return "TERM_EXPIRED";
        }
        long before =
            booked(Kind.CHARGEBACK_UPHELD, resolution.authorizationId(), chargeback.id())
                + booked(Kind.CHARGEBACK_REJECTED, resolution.authorizationId(), chargeback.id());
        return before + resolution.amountMinor() > chargeback.amountMinor()
            ? "ABOVE_CHARGEBACK"
            : "BOOKED";
      }
    }
    return "";
  }

  private long booked(Kind kind, String authorizationId, String subjectId) {
    long sum = 0;
    for (Posting posting : postings) {
      if (posting.kind() == kind
          && posting.authorizationId().equals(authorizationId)
          && (subjectId.isEmpty() || posting.subjectId().equals(subjectId))
          && Objects.equals(ruled.get(name(posting)), "BOOKED")) {
        sum += posting.amountMinor();
      }
    }
    return sum;
  }

  private @Nullable Decided decision(Posting posting, long now) {
    for (Decided decided : decisions) {
      if (decided.request().getRequestId().equals(posting.authorizationId())
          && decided.request().getCardToken().equals(posting.cardToken())
          && time(decided) <= now) {
        return decided;
      }
    }
    return null;
  }

  private static long time(Decided decided) {
    return decided.request().getEventTime().toEpochMilli();
  }

  /** Of the transaction that an exception is of. */
  static String nameOf(String recordName) {
    return recordName.equals("ChargebackResolution")
        ? "CHARGEBACK_RESOLUTION"
        : recordName.toUpperCase(Locale.ROOT);
  }

  private static String name(Posting posting) {
    return nameOf(posting.kind()) + " " + posting.id();
  }

  /** A resolution is one, however it decides. */
  private static String nameOf(Kind kind) {
    return kind.isResolution() ? "CHARGEBACK_RESOLUTION" : kind.name();
  }
}
