package io.cardbeam.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.TrafficException;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;

/**
 * Payments of simulated cardholders, to be asked for now. What else happens to their cards goes to
 * Kafka as it comes.
 */
final class Payments {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the payments that are asked for stand for, and shorter than events may be old. */
  private static final Duration BEGAN_AGO = Duration.ofDays(30);

  private final Iterator<SimulatedStep> steps;
  private final EventSender others;

  /**
   * A payment.
   *
   * @param cardNumber made up
   * @param like what it was in the simulation
   */
  record Payment(String cardNumber, AuthorizationRequest like) {
    /** As a merchant asks the gateway. */
    String body(String requestId) {
      ObjectNode body =
          JSON.createObjectNode()
              .put("request_id", requestId)
              .put("card_number", cardNumber)
              .put("amount", MinorUnits.decimal(like.getAmountMinor(), like.getCurrency()))
              .put("currency", like.getCurrency())
              .put("channel", like.getChannel().name());
      body.putObject("merchant")
          .put("name", like.getMerchantName())
          .put("category", like.getCategory())
          .put("latitude", like.getMerchantLatitude())
          .put("longitude", like.getMerchantLongitude())
          .put("city", like.getMerchantCity())
          .put("state", like.getMerchantState());
      return body.toString();
    }

    /** As the gateway asks the stream. */
    AuthorizationRequest request(String id, Instant now) {
      return AuthorizationRequest.newBuilder(like)
          .setRequestId(id)
          .setEventTime(now.truncatedTo(ChronoUnit.MILLIS))
          .build();
    }
  }

  /** Payments with so many cards; what else happens is sent by this sender. */
  Payments(long seed, int cards, CardTokenizer tokenizer, EventSender others) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(BEGAN_AGO);
    steps = new Simulator(SimulatorSettings.endless(seed, cards, start), tokenizer).labelled();
    this.others = others;
  }

  /** The next one. */
  Payment next() throws TrafficException {
    while (true) {
      SimulatedStep step = steps.next();
      if (step instanceof SimulatedStep.Attempt attempt) {
        return new Payment(attempt.number().digits(), attempt.step().request());
      }
      if (step instanceof SimulatedStep.Announcement announcement) {
        others.send(announcement.step().event());
      }
    }
  }
}
