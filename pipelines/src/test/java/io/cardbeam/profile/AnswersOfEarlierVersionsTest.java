package io.cardbeam.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Payment;
import io.cardbeam.sample.EarlierRecords;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.StateFixture;
import io.cardbeam.wire.ContractVersions;
import io.cardbeam.wire.UnreadableStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State outlives builds: answers in it are read whatever version of their schema wrote them. */
class AnswersOfEarlierVersionsTest {
  private static final int LEAST_VERSIONS = 3;

  @Test
  void areReadAsTodays() throws IOException {
    List<EarlierRecords> versions = EarlierRecords.of(AuthorizationDecision.class);
    assertThat(versions).hasSizeGreaterThanOrEqualTo(LEAST_VERSIONS);
    for (EarlierRecords earlier : versions) {
      List<AuthorizationDecision> today =
          earlier.today().stream().map(AuthorizationDecision.class::cast).toList();
      CardProfile profile = ProfileOfParts.profile(today);
      byte[] then =
          StateFixture.replaced(
              bytes(profile),
              bytes(profile.answers()),
              answers(earlier.fingerprint(), today, earlier.bodies()));
      CardProfile read = read(then);
      for (AuthorizationDecision answer : today) {
        assertThat(read.answerTo(requestOf(answer))).as(earlier.name()).contains(answer);
      }
      assertThat(bytes(read)).isEqualTo(bytes(profile));
    }
  }

  @Test
  void areRefusedIfTheyAreOfAnotherContract() throws IOException {
    byte[] other =
        StateFixture.replaced(
            bytes(ProfileOfParts.profile()),
            StateFixture.fingerprint(
                ContractVersions.fingerprint(AuthorizationDecision.getClassSchema())),
            StateFixture.fingerprint(ContractVersions.fingerprint(Payment.getClassSchema())));
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("a card's profile")
        .hasMessageContaining("holds Payment");
  }

  private static AuthorizationRequest requestOf(AuthorizationDecision answer) {
    return SampleEvents.decided(
            answer.getRequestId(),
            answer.getCardToken(),
            answer.getEventTime(),
            1,
            answer.getOutcome())
        .request();
  }

  private static byte[] bytes(GivenAnswers answers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answers.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** As they end a profile: one fingerprint, their number, the length of what follows, these. */
  private static byte[] answers(
      long fingerprint, List<AuthorizationDecision> answers, List<byte[]> bodies)
      throws IOException {
    ByteArrayOutputStream each = new ByteArrayOutputStream();
    DataOutputStream entries = new DataOutputStream(each);
    for (int i = 0; i < bodies.size(); i++) {
      AuthorizationDecision answer = answers.get(i);
      byte[] id = answer.getRequestId().getBytes(StandardCharsets.UTF_8);
      entries.writeInt(Long.BYTES + Short.BYTES + id.length + bodies.get(i).length);
      entries.writeLong(answer.getEventTime().toEpochMilli());
      entries.writeShort(id.length);
      entries.write(id);
      entries.write(bodies.get(i));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(StateFixture.fingerprint(fingerprint));
    out.writeShort(bodies.size());
    out.writeInt(each.size());
    out.write(each.toByteArray());
    return bytes.toByteArray();
  }

  private static byte[] bytes(CardProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CardProfileFormat.write(profile, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static CardProfile read(byte[] bytes) throws IOException {
    return CardProfileFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
