package io.cardbeam.decision;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A card's pattern the slow, obvious way: from the whole list of its requests, each time anew. */
final class SlowPattern {
  private static final double HALF_LIFE_MILLIS = 90.0 * 24 * 60 * 60 * 1000;
  private static final long MINUTE = 60_000;

  private record Past(AuthorizationRequest request, AuthorizationDecision decision, boolean fresh) {
    long time() {
      return request.getEventTime().toEpochMilli();
    }

    double share() {
      return switch (decision.getOutcome()) {
        case APPROVED -> 1;
        case REFERRED -> 0.25;
        case DECLINED -> 0;
      };
    }
  }

  private final List<Past> past = new ArrayList<>();

  void add(AuthorizationRequest request, AuthorizationDecision decision) {
    past.add(new Past(request, decision, isNew(request)));
  }

  private boolean isNew(AuthorizationRequest request) {
    Set<String> known = new HashSet<>();
    past.stream()
        .filter(p -> p.decision.getOutcome() == Outcome.APPROVED)
        .forEach(p -> known.add(p.request.getMerchantId()));
    return !known.contains(request.getMerchantId());
  }

  RequestFeatures features(AuthorizationRequest request, Reference reference) {
    long now = request.getEventTime().toEpochMilli();
    double weight = 0;
    double sum = 0;
    double history = 0;
    double[] hours = new double[24];
    for (Past p : past) {
      double w = p.share() * Math.pow(0.5, (now - p.time()) / HALF_LIFE_MILLIS);
      history += w;
      hours[(int) (p.time() / (60 * MINUTE) % 24)] += w;
      if (p.request.getCategory().equals(request.getCategory())) {
        weight += w;
        sum += w * Math.log((double) p.request.getAmountMinor());
      }
    }
    double squares = 0;
    for (Past p : past) {
      if (p.request.getCategory().equals(request.getCategory())) {
        double w = p.share() * Math.pow(0.5, (now - p.time()) / HALF_LIFE_MILLIS);
        squares += w * Math.pow(Math.log((double) p.request.getAmountMinor()) - sum / weight, 2);
      }
    }
    CategoryNorm norm = reference.norm(request.getCategory());
    double mean = (sum + 5 * norm.meanLog()) / (weight + 5);
    double variance =
        ((weight == 0 ? 0 : squares) + 5 * norm.deviationLog() * norm.deviationLog())
            / (weight + 5);
    double deviation = Math.max(0.2, Math.sqrt(variance));
    int hour = (int) (now / (60 * MINUTE) % 24);
    double total = 0;
    for (double h : hours) {
      total += h;
    }
    Past last = lastInPerson(request, now);
    return new RequestFeatures(
        request.getAmountMinor(),
        Math.max(1, Math.round(Math.exp(mean))),
        (Math.log((double) request.getAmountMinor()) - mean) / deviation,
        history,
        count(now, 10 * MINUTE, p -> true),
        count(now, 60 * MINUTE, p -> true),
        count(now, 24 * 60 * MINUTE, p -> true),
        count(now, 30 * MINUTE, p -> p.request.getAmountMinor() <= 500),
        count(now, 24 * 60 * MINUTE, p -> p.decision.getOutcome() != Outcome.APPROVED),
        count(now, 60 * MINUTE, p -> p.fresh),
        isNew(request),
        total == 0 ? 0 : (hours[hour] + hours[(hour + 1) % 24] + hours[(hour + 23) % 24]) / total,
        last == null
            ? 0
            : Distance.km(
                last.request.getMerchantLatitude(),
                last.request.getMerchantLongitude(),
                request.getMerchantLatitude(),
                request.getMerchantLongitude()),
        last == null ? 0 : (now - last.time()) / (double) MINUTE);
  }

  private int count(long now, long window, Predicate<Past> which) {
    return (int)
        past.stream().filter(p -> p.time() >= now - window && p.time() < now).filter(which).count();
  }

  private @Nullable Past lastInPerson(AuthorizationRequest request, long now) {
    if (request.getChannel() == Channel.ONLINE || request.getMerchantLatitude() == null) {
      return null;
    }
    Past last = null;
    for (Past p : past) {
      if (p.time() >= now - 24 * 60 * MINUTE
          && p.time() < now
          && p.request.getChannel() != Channel.ONLINE
          && p.request.getMerchantLatitude() != null
          && p.decision.getOutcome() != Outcome.DECLINED) {
        last = p;
      }
    }
    return last;
  }
}
