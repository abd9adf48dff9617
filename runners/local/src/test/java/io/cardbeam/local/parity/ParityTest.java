package io.cardbeam.local.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.csv.FileReading;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.FraudModel;
import io.cardbeam.policy.Costs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of several runs, and whether parity holds. */
class ParityTest {
  private static final int COUNT = 6;
  private static final RunAccount IN_ORDER = new RunAccount(COUNT + 2, 1, 1);

  @TempDir private Path folder;

  private final List<AuthorizationDecision> good = Decisions.first(COUNT);

  /** Has its decisions ready. */
  private record Ready(String name, List<AuthorizationDecision> decisions, RunAccount account)
      implements ParityRun {
    @Override
    public RunAccount decide(ParityInput input, Path own, ProgressLine line) throws IOException {
      Decisions.write(own, decisions);
      return account;
    }

    @Override
    public long progress() {
      return 0;
    }
  }

  private Parity parity(ParityRun... runs) throws IOException {
    ParityInput input =
        ParityInput.of(
            Path.of("..", "..", "testdata", "samples", "plain-200.csv"),
            FileReading.WHOLE.first(1),
            new byte[32],
            new Deciding(FraudModel.standard(), Costs.standard(), Reference.standard()));
    return Parity.of(
        List.of(runs),
        input,
        folder,
        new ProgressLine(new PrintWriter(Writer.nullWriter()), false));
  }

  private static String text(Parity parity) {
    StringWriter out = new StringWriter();
    ParityText.print(parity, new PrintWriter(out));
    return out.toString();
  }

  @Test
  void holdsIfAllRunsDecideTheSameAndLoseNothing() throws IOException {
    Parity parity = parity(new Ready("one", good, IN_ORDER), new Ready("two", good, IN_ORDER));
    assertThat(parity.holds()).isTrue();
    assertThat(text(parity))
        .contains("All runs decided the same and made the same books")
        .doesNotContain("NO");
    assertThat(ParityJson.of(parity).at("/runs/two/decided").asLong()).isEqualTo(COUNT);
    assertThat(ParityJson.of(parity).at("/holds").asBoolean()).isTrue();
  }

  @Test
  void tellsADifferenceFieldByField() throws IOException {
    List<AuthorizationDecision> damaged = new ArrayList<>(good);
    damaged.set(2, AuthorizationDecision.newBuilder(good.get(2)).setFeatureHash(5L).build());
    Parity parity = parity(new Ready("one", good, IN_ORDER), new Ready("two", damaged, IN_ORDER));
    assertThat(parity.holds()).isFalse();
    assertThat(text(parity))
        .contains("request r-2 of card card-2 at 2025-03-01T02:00:00Z")
        .contains("decided otherwise by two, on other features")
        .containsSubsequence("feature_hash", "one", "1002", "two", "5")
        .contains("did NOT decide the same or make the same books");
    assertThat(ParityJson.of(parity).at("/against_one/two/earliest/0/fields/0/name").asText())
        .isEqualTo("feature_hash");
  }

  @Test
  void tellsWhichRunLacksADecision() throws IOException {
    Parity parity =
        parity(
            new Ready("one", good, IN_ORDER), new Ready("two", good.subList(1, COUNT), IN_ORDER));
    assertThat(parity.holds()).isFalse();
    assertThat(text(parity)).contains("decided by one, not by two");
    assertThat(parity.runs().get(1).addsUp()).isFalse();
  }

  @Test
  void doesNotHoldIfARunContradictsItself() throws IOException {
    List<AuthorizationDecision> twice = new ArrayList<>(good);
    twice.add(AuthorizationDecision.newBuilder(good.get(2)).setModelVersion("m-2").build());
    Parity parity = parity(new Ready("one", good, IN_ORDER), new Ready("two", twice, IN_ORDER));
    assertThat(parity.comparisons().get("two")).matches(Comparison::isSame);
    assertThat(parity.holds()).isFalse();
    assertThat(text(parity)).contains("two: 1 decisions on requests that it had decided otherwise");
  }

  @Test
  void doesNotHoldIfARunLosesARowOrReadsAnother() throws IOException {
    RunAccount lost = new RunAccount(COUNT + 3, 1, 1);
    assertThat(parity(new Ready("one", good, lost)).holds()).isFalse();
    RunAccount more = new RunAccount(COUNT + 3, 2, 1);
    assertThat(parity(new Ready("a", good, IN_ORDER), new Ready("b", good, more)).holds())
        .isFalse();
  }

  @Test
  void tellsWhichRowOfWhichTableDiffers() throws IOException {
    Parity parity = parity(new Booked("one", good, "sum 3"), new Booked("two", good, "sum 4"));
    assertThat(parity.comparisons().get("two")).matches(Comparison::isSame);
    assertThat(parity.holds()).isFalse();
    assertThat(text(parity))
        .contains("statements of two differs")
        .contains("first: card.json sum 3")
        .contains("other: card.json sum 4")
        .contains("0, 1 missing, 1 extra");
    assertThat(ParityJson.of(parity).at("/books/two/statements/missing").asLong()).isEqualTo(1);
    assertThat(parity(new Booked("a", good, "sum 3"), new Booked("b", good, "sum 3")).holds())
        .isTrue();
  }

  /** Has a statement ready, too. */
  private record Booked(String name, List<AuthorizationDecision> decisions, String statement)
      implements ParityRun {
    @Override
    public RunAccount decide(ParityInput input, Path own, ProgressLine line) throws IOException {
      Decisions.write(own, decisions);
      Path statements = BooksOfRun.in(own).folder().resolve("statements");
      Files.createDirectories(statements);
      Files.writeString(statements.resolve("card.json"), statement);
      return IN_ORDER;
    }

    @Override
    public long progress() {
      return 0;
    }
  }

  @Test
  void aRunThatFailsIsNamed() {
    ParityRun broken =
        new ParityRun() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public RunAccount decide(ParityInput input, Path own, ProgressLine line)
              throws IOException {
            throw new IOException("no room");
          }

          @Override
          public long progress() {
            return 0;
          }
        };
    assertThatThrownBy(() -> parity(broken))
        .isInstanceOf(IOException.class)
        .hasMessage("broken: no room");
  }
}
