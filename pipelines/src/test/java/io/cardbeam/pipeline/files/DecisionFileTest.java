package io.cardbeam.pipeline.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionFileTest {
  private static final String ROW = "t-1,card,2020-03-01T09:00:00Z,approved,0.5,\n";

  @TempDir private Path folder = Path.of("");

  private static List<Decided> decisions() {
    List<Outcome> outcomes = List.of(Outcome.APPROVED, Outcome.REFERRED, Outcome.DECLINED);
    List<Decided> all = new ArrayList<>();
    for (Event event : GeneratedCards.of(1, 3, 20)) {
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        AuthorizationRequest request = event.body(AuthorizationRequest.class);
        AuthorizationDecision decision =
            AuthorizationDecision.newBuilder()
                .setRequestId(request.getRequestId())
                .setCardToken(request.getCardToken())
                .setEventTime(request.getEventTime())
                .setOutcome(outcomes.get(all.size() % 3))
                .setFraudProbability(all.size() / 100.0)
                .setReasons(List.of(new Reason("X", "a \"quoted\", and\nbroken reason", null)))
                .setPolicyVersion("p")
                .setModelVersion("m")
                .build();
        all.add(new Decided(request, decision, Decided.CardFacts.UNKNOWN));
      }
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(WriteDecisions.Format.class)
  void readsBackWhatWasWritten(WriteDecisions.Format format) throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(decisions()).withCoder(DecidedCoder.of()))
        .apply(new WriteDecisions(folder.toString(), format));
    pipeline.run().waitUntilFinish();
    assertThat(read()).containsExactlyInAnyOrderElementsOf(expected());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  private static List<String> expected() {
    return decisions().stream()
        .map(Decided::decision)
        .map(
            d ->
                d.getRequestId()
                    + " "
                    + d.getCardToken()
                    + " "
                    + d.getEventTime().toEpochMilli()
                    + " "
                    + Math.round(d.getFraudProbability() * 1e6)
                    + " "
                    + d.getOutcome())
        .toList();
  }

  private List<String> read() throws IOException {
    List<String> rows = new ArrayList<>();
    DecisionFile.in(folder)
        .read(
            (id, card, timeMillis, p, outcome) ->
                rows.add(
                    id
                        + " "
                        + card
                        + " "
                        + timeMillis
                        + " "
                        + Math.round(p * 1e6)
                        + " "
                        + outcome));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t-2,card,2020-03-01T09:00:00Z,approved,1.5,",
        "t-2,card,2020-03-01T09:00:00Z,approved,NaN,",
        "t-2,card,2020-03-01T09:00:00Z,perhaps,0.5,",
        "t-2,card,yesterday,approved,0.5,",
        "t-2"
      })
  void aRowThatIsNoDecisionIsNamedByItsLine(String row) throws IOException {
    Files.writeString(
        folder.resolve("decisions.csv"), DecisionRow.HEADER + "\n" + ROW + row + "\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("decisions.csv")
        .hasMessageContaining("line 3");
  }

  @Test
  void anotherHeaderIsRefused() throws IOException {
    Files.writeString(folder.resolve("decisions.csv"), "id,time\n" + ROW);
    assertThatThrownBy(this::read)
        .hasMessageContaining("first line is not request_id,card_token,event_time");
  }

  @Test
  void aFolderMustHoldOneFileOfDecisions() throws IOException {
    assertThatThrownBy(() -> DecisionFile.in(folder))
        .hasMessage(folder + " holds neither decisions.csv nor decisions.avro");
    Files.writeString(folder.resolve("decisions.csv"), "");
    Files.writeString(folder.resolve("decisions.avro"), "");
    assertThatThrownBy(() -> DecisionFile.in(folder)).hasMessageContaining("remove the one");
  }

  @Test
  void aDamagedAvroFileIsNoSilence() throws IOException {
    Files.writeString(folder.resolve("decisions.avro"), "Obj");
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
  }
}
