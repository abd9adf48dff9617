package io.cardbeam.command.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.command.Cardbeam;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is refused before anything is sent, and the files; sending is tested on a real Kafka. */
class FindingsCommandTest {
  private static final String TOKEN = "Zk3_pQ0aVb-1YxT7uL2mNw";
  private static final String HEADER =
      "request_id,card_token,request_time,verdict,found_at,source,note\n";
  private static final String GOOD =
      "r-2,"
          + TOKEN
          + ",2025-03-01T10:00:00Z,fraud,2025-03-09T08:00:00Z,cardholder,\"no, not me\"\n";
  private static final String EARLIER =
      "r-1," + TOKEN + ",2025-03-01T09:00:00Z,Genuine,2025-03-08T08:00:00Z,ANALYST,\n";

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Cardbeam.with(List.of(new FindingsCommand()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private int report(String card, String requestTime, String verdict, String foundAt) {
    return run(
        "findings",
        "report",
        "--bootstrap-servers=localhost:1",
        "--request=r-1",
        "--card=" + card,
        "--request-time=" + requestTime,
        "--verdict=" + verdict,
        "--found-at=" + foundAt);
  }

  @Test
  void explainsItselfWithExamples() {
    assertThat(run("findings", "--help")).isZero();
    assertThat(run("findings", "report", "--help")).isZero();
    assertThat(run("findings", "load", "--help")).isZero();
    assertThat(out.toString()).contains("Example: ./cardbeam findings report --request", "load");
    assertThat(run("findings")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("report", "load");
  }

  @ParameterizedTest
  @CsvSource({
    "4000001234567890,2025-03-01T10:00:00Z,fraud,2025-03-02,card token is digits alone",
    "Zk3_pQ0aVb,2025-03-01T10:00:00Z,fraud,2025-03-01,finding is earlier than its request",
    "Zk3_pQ0aVb,2025-03-01T10:00:00Z,maybe,2025-03-02,--verdict",
    "Zk3_pQ0aVb,yesterday,fraud,2025-03-02,--request-time"
  })
  void refusesWhatTheStreamWouldNotTakeInOneLineWithCode2(
      String card, String requestTime, String verdict, String foundAt, String said) {
    assertThat(report(card, requestTime, verdict, foundAt)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(said).doesNotContain("4000001234567890");
  }

  @Test
  void readsAFileInOrderOfWhenItWasFound() throws Exception {
    List<Event> findings = FindingFile.read(file(HEADER + GOOD + EARLIER));
    assertThat(findings)
        .extracting(e -> e.body(FraudFinding.class).getRequestId())
        .containsExactly("r-1", "r-2");
    FraudFinding second = findings.get(1).body(FraudFinding.class);
    assertThat(second.getVerdict()).isEqualTo(FindingVerdict.FRAUD);
    assertThat(second.getSource()).isEqualTo(FindingSource.CARDHOLDER);
    assertThat(second.getRequestTime()).isEqualTo(Instant.parse("2025-03-01T10:00:00Z"));
    assertThat(second.getEventTime()).isEqualTo(Instant.parse("2025-03-09T08:00:00Z"));
    assertThat(second.getNote()).isEqualTo("no, not me");
  }

  @Test
  void aCardNumberInANoteIsHidden() throws Exception {
    Path file = file(HEADER + GOOD.replace("no, not me", "said 4000 0012 3456 7890 is lost"));
    assertThat(FindingFile.read(file).get(0).body(FraudFinding.class).getNote())
        .isEqualTo("said *********** is lost");
  }

  @Test
  void toldAgainAFindingHasTheSameIdAndTheOtherVerdictAnother() throws Exception {
    String opposite = GOOD.replace(",fraud,", ",genuine,");
    List<String> ids =
        FindingFile.read(file(HEADER + GOOD + GOOD.replace("no, ", "") + opposite)).stream()
            .map(Event::id)
            .toList();
    assertThat(ids.stream().distinct()).hasSize(2);
  }

  @Test
  void aWrongLineIsNamedAndNothingOfTheFileIsTaken() throws Exception {
    refused(GOOD + EARLIER.replace("Genuine", "4000001234567890"), "line 3: verdict '***********'");
    refused(GOOD.replace("2025-03-09T08:00:00Z", "soon"), "line 2: found_at 'soon' is no time");
    refused(GOOD.replace(TOKEN, "4000001234567890"), "line 2: card token is digits alone");
    refused(GOOD.replace("r-2", ""), "line 2: request id is missing");
    assertThatThrownBy(() -> FindingFile.read(file("request_id\nr-1\n")))
        .hasMessage("line 2: column card_token is missing");
    Path wrong = file(HEADER + GOOD.replace("fraud", "x"));
    assertThat(run("findings", "load", wrong + "", "--bootstrap-servers=localhost:1")).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains("line 2: verdict 'x' is none of fraud");
  }

  private void refused(String lines, String said) throws IOException {
    Path file = file(HEADER + lines);
    assertThatThrownBy(() -> FindingFile.read(file))
        .isInstanceOf(FindingFile.BadFindingException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("4000001234567890");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("findings.csv"), text);
  }
}
