package io.cardbeam.local;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Channel;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a cardholder of the simulation to whom a payment now is nothing unusual, so that whoever
 * tries the gateway has a card that works. It looks at the latest requests of each, {@value #LIMIT}
 * of all of them at most.
 */
final class SampleCards {
  /** Most requests that are kept, of all cards; some 300 bytes each. */
  static final int LIMIT = 100_000;

  /** Who bought just now has a reason to be asked about the next purchase. */
  private static final Duration RESTED = Duration.ofHours(3);

  /** So many are good enough; two starts rarely show the same, which somebody may have tried. */
  private static final int GOOD = 20;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final int HOURS = 24;

  private final Map<String, Life> lives = new HashMap<>();
  private final int ofEachCard;
  private boolean taken;

  /**
   * A payment that should be approved.
   *
   * @param cardNumber in clear: it is a made-up one, of no card scheme
   * @param like a request of the past, for amount and merchant
   */
  record Sample(String cardNumber, AuthorizationRequest like) {}

  private static final class Life {
    /** The latest requests at counters. */
    private final ArrayDeque<AuthorizationRequest> counters = new ArrayDeque<>(1);

    /** How many requests at counters there were in each hour of the day. */
    private final int[] byHour = new int[HOURS];

    private String cardNumber = "";
    private boolean quiet = true;
    private long lastMillis;

    void saw(AuthorizationRequest request, int most) {
      byHour[hour(request.getEventTime())]++;
      if (counters.size() == most) {
        counters.removeFirst();
      }
      counters.addLast(request);
    }

    /** Nobody is shown this card from now on. */
    void disturb() {
      quiet = false;
      counters.clear();
    }

    /** How many requests were within an hour of this hour of the day. */
    int near(int hour) {
      return byHour[(hour + HOURS - 1) % HOURS] + byHour[hour] + byHour[(hour + 1) % HOURS];
    }

    /** Where they buy most, and there a request of the smaller ones, as two may well follow. */
    Optional<AuthorizationRequest> usual() {
      Map<String, List<AuthorizationRequest>> byMerchant = new HashMap<>();
      for (AuthorizationRequest request : counters) {
        byMerchant.computeIfAbsent(request.getMerchantId(), id -> new ArrayList<>()).add(request);
      }
      return byMerchant.values().stream()
          .max(
              Comparator.<List<AuthorizationRequest>>comparingInt(List::size)
                  .thenComparing(requests -> requests.get(0).getMerchantId()))
          .map(
              requests ->
                  requests.stream()
                      .sorted(Comparator.comparingLong(AuthorizationRequest::getAmountMinor))
                      .toList()
                      .get(requests.size() / 4));
    }

    /** Whether the card was last seen in the town of that merchant, and not just now. */
    boolean isAt(AuthorizationRequest usual, Instant now) {
      return String.valueOf(counters.getLast().getMerchantCity()).equals(usual.getMerchantCity())
          && lastMillis < now.minus(RESTED).toEpochMilli();
    }
  }

  /**
   * Begins with nothing seen.
   *
   * @param cards how many there are, 1 to {@value #LIMIT}
   */
  SampleCards(int cards) {
    this.ofEachCard = LIMIT / cards;
  }

  /** Takes note of a step; to be called for each, in order. */
  synchronized void saw(SimulatedStep step) {
    if (taken) {
      return;
    }
    if (step instanceof SimulatedStep.Attempt attempt) {
      saw(attempt);
    } else if (step instanceof SimulatedStep.Announcement announcement
        && announcement.step().event().type() == EventType.CARD_UPDATE) {
      CardUpdate update = announcement.step().event().body(CardUpdate.class);
      if (update.getKind() != CardUpdateKind.ISSUED) {
        life(update.getCardToken()).disturb();
      }
    }
  }

  private void saw(SimulatedStep.Attempt attempt) {
    AuthorizationRequest request = attempt.step().request();
    Life life = life(request.getCardToken());
    life.lastMillis = request.getEventTime().toEpochMilli();
    life.cardNumber = attempt.number().digits();
    if (attempt.behaviour().isFraud()) {
      life.disturb();
    } else if (life.quiet && request.getChannel() == Channel.CARD_PRESENT) {
      life.saw(request, ofEachCard);
    }
  }

  private Life life(String cardToken) {
    return lives.computeIfAbsent(cardToken, token -> new Life());
  }

  /** One of the best for a payment at this time; what was seen is forgotten. */
  Optional<Sample> take(Instant now) {
    return take(now, 0).stream().findFirst();
  }

  /**
   * One of the best for a payment at this time, and others behind it that are less so; what was
   * seen is forgotten.
   *
   * @param others how many others at most
   */
  synchronized List<Sample> take(Instant now, int others) {
    int hour = hour(now);
    List<Life> fit =
        lives.entrySet().stream()
            .filter(life -> life.getValue().quiet && !life.getValue().counters.isEmpty())
            .filter(
                life ->
                    life.getValue()
                        .usual()
                        .filter(usual -> life.getValue().isAt(usual, now))
                        .isPresent())
            .sorted(
                Comparator.<Map.Entry<String, Life>>comparingInt(
                        life -> -life.getValue().near(hour))
                    .thenComparing(Map.Entry::getKey))
            .limit((long) GOOD + others)
            .map(Map.Entry::getValue)
            .toList();
    int good = Math.min(GOOD, fit.size());
    List<Life> chosen = new ArrayList<>();
    if (good > 0) {
      chosen.add(fit.get(Math.floorMod(now.getEpochSecond(), good)));
    }
    chosen.addAll(fit.subList(good, fit.size()));
    List<Sample> samples =
        chosen.stream()
            .flatMap(life -> life.usual().map(usual -> new Sample(life.cardNumber, usual)).stream())
            .toList();
    lives.clear();
    taken = true;
    return samples;
  }

  private static int hour(Instant time) {
    return (int) (Math.floorDiv(time.toEpochMilli(), HOUR_MILLIS) % HOURS);
  }
}
