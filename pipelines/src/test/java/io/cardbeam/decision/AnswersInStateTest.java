package io.cardbeam.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reason;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CardProfileFormat;
import io.cardbeam.reason.ReasonFormat;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.CompactWriter;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Answers as they are really given: the same again out of state, and in few bytes there. */
class AnswersInStateTest {
  private static final int REQUESTS = 150;
  private static final int CARDS = 20;
  private static final int LEAST_CODES = 15;

  /** A code, a figure, and some ten known words and numbers. */
  private static final int MOST_BYTES = 40;

  private final CardDesk desk = new CardDesk(Deciding.standard());
  private final Set<String> codes = new TreeSet<>();

  @Test
  void anAnswerIsTheSameAgainAndItsReasonsAreInKnownWords() throws IOException {
    for (int seed = 0; seed < CARDS; seed++) {
      CardProfile profile = CardProfile.EMPTY;
      for (Event event : CardLog.inOrder(GeneratedCards.of(seed, 1, REQUESTS))) {
        profile =
            event.type() == EventType.AUTHORIZATION_REQUEST
                ? answered(profile, event.body(AuthorizationRequest.class))
                : profile.apply(event);
      }
    }
    assertThat(codes).hasSizeGreaterThan(LEAST_CODES);
  }

  private CardProfile answered(CardProfile profile, AuthorizationRequest request)
      throws IOException {
    CardDesk.Answer answer = desk.answer(profile, request, DecisionRuleBook.shipped());
    CardProfile kept = readBack(answer.profile());
    CardDesk.Answer again = desk.answer(kept, request, DecisionRuleBook.empty());
    assertThat(again.repeated()).isTrue();
    assertThat(again.decision()).isEqualTo(answer.decision());
    for (Reason reason : answer.decision().getReasons()) {
      codes.add(reason.getCode());
      boolean namesTheShop = reason.getText().contains(request.getMerchantName());
      CompactWriter bytes = new CompactWriter(0);
      ReasonFormat.write(reason, bytes);
      assertThat(bytes.length())
          .as(reason.getText())
          .isLessThan(MOST_BYTES + (namesTheShop ? request.getMerchantName().length() : 0));
      assertThat(codeBytes(reason)).as("KnownWords has the code %s", reason.getCode()).isEqualTo(2);
    }
    return kept;
  }

  private static int codeBytes(Reason reason) {
    CompactWriter bytes = new CompactWriter(0);
    ReasonFormat.write(new Reason(reason.getCode(), "", null), bytes);
    return bytes.length();
  }

  private static CardProfile readBack(CardProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CardProfileFormat.write(profile, new DataOutputStream(bytes));
    return CardProfileFormat.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
