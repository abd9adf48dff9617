package io.cardbeam.local;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.CardLog;
import io.cardbeam.decision.Deciding;
import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the topics hold, against a model: one thread that plays each card's log from its beginning,
 * in plain Java, with neither checkpoints nor windows. A decision holds a fingerprint of all
 * features that its card's profile gave, so profiles that differ make decisions that do. Decisions
 * are compared as today's schema writes them.
 *
 * @param requests sent, each once
 * @param decided requests with a decision
 * @param writtenAgain decisions beyond a request's first that are the same bytes
 * @param contradicting decisions beyond a request's first that are not
 * @param unlikeModel requests whose decision is not the model's, to the byte; those without, too
 */
public record DecisionsCheck(
    long requests, long decided, long writtenAgain, long contradicting, long unlikeModel) {

  /** Whether every request has one decision, and the right one. */
  public boolean holds() {
    return requests == decided && contradicting == 0 && unlikeModel == 0;
  }

  /**
   * Reads all there is.
   *
   * @throws IOException if a topic can't be read
   */
  public static DecisionsCheck of(KafkaConnection kafka, Deciding deciding) throws IOException {
    return new Reading(kafka, deciding).check();
  }

  private static final class Reading {
    private final KafkaConnection kafka;
    private final CardDesk desk;
    private final RuleBook rules = DecisionRuleBook.shipped();
    private final WireCodec codec = new WireCodec();
    private final Map<String, List<Event>> byCard = new HashMap<>();
    private final Map<String, byte[]> decisions = new HashMap<>();
    private final Set<String> requests = new HashSet<>();
    private long writtenAgain;
    private long contradicting;
    private long unlikeModel;

    Reading(KafkaConnection kafka, Deciding deciding) {
      this.kafka = kafka;
      this.desk = new CardDesk(deciding);
    }

    DecisionsCheck check() throws IOException {
      TopicReader.read(
          kafka, Topic.CARD_EVENTS, (value, offset) -> event(value, Topic.CARD_EVENTS, offset));
      TopicReader.read(
          kafka, Topic.TRANSACTIONS, (value, offset) -> event(value, Topic.TRANSACTIONS, 0));
      TopicReader.read(kafka, Topic.AUTHORIZATION_DECISIONS, (value, offset) -> decision(value));
      byCard.values().forEach(this::play);
      return new DecisionsCheck(
          requests.size(), decisions.size(), writtenAgain, contradicting, unlikeModel);
    }

    private void event(byte[] value, Topic topic, long offset) {
      try {
        Event event = codec.decodeEvent(value, topic, offset);
        byCard.computeIfAbsent(event.cardToken(), card -> new ArrayList<>()).add(event);
        if (event.type() == EventType.AUTHORIZATION_REQUEST) {
          requests.add(key(event));
        }
      } catch (UnreadableRecordException deadLetter) {
        // Counted where dead letters are.
      }
    }

    private void decision(byte[] value) throws IOException {
      String request;
      byte[] written;
      try {
        AuthorizationDecision decision = (AuthorizationDecision) codec.decode(value);
        request = key(Event.of(decision));
        // An older build may have written it, under another version of the schema.
        written = codec.encode(decision);
      } catch (UnreadableRecordException e) {
        throw new IOException("a decision can't be read: " + e.getMessage(), e);
      }
      byte[] first = decisions.putIfAbsent(request, written);
      if (first != null) {
        boolean same = Arrays.equals(first, written);
        writtenAgain += same ? 1 : 0;
        contradicting += same ? 0 : 1;
      }
    }

    /** An id is one among those of its card, whose token holds no blank. */
    private static String key(Event event) {
      return event.cardToken() + ' ' + event.id();
    }

    private void play(List<Event> card) {
      CardLog.play(
          CardLog.inOrder(card),
          desk.bookkeeper(),
          (profile, request) -> {
            CardDesk.Answer answer = desk.answer(profile, request, rules);
            byte[] expected = codec.encode(answer.decision());
            if (!Arrays.equals(expected, decisions.get(key(Event.of(request))))) {
              unlikeModel++;
            }
            return answer.profile();
          });
    }
  }
}
