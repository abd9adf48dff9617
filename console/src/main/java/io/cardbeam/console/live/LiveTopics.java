package io.cardbeam.console.live;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.wire.Topic;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Hands what is on Kafka to the live board. */
public final class LiveTopics implements TopicReader.Listener {
  /**
   * Records of each partition that are read again at the start. There are more card events than
   * decisions: each request is one, and so is what else is known of a card.
   */
  public static final Map<Topic, Long> LOOK_BACK =
      Map.of(
          Topic.CARD_EVENTS, 15_000L,
          Topic.AUTHORIZATION_DECISIONS, 10_000L,
          Topic.FRAUD_ALERTS, 1_000L);

  private final LiveBoard board;

  /** A listener for this board. */
  public LiveTopics(LiveBoard board) {
    this.board = board;
  }

  @Override
  public void record(SpecificRecord body) {
    if (body instanceof AuthorizationRequest request) {
      board.apply(request);
    } else if (body instanceof AuthorizationDecision decision) {
      board.apply(decision);
    } else if (body instanceof FraudAlert alert) {
      board.apply(alert);
    }
  }

  @Override
  public void first(SpecificRecord body, boolean hasOlder) {
    if (body instanceof AuthorizationDecision decision) {
      board.startsAt(decision, hasOlder);
    }
  }

  @Override
  public void caughtUp() {
    board.caughtUp();
  }

  @Override
  public void batchEnds() {
    board.publish();
  }
}
