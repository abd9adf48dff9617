package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsCommandTest {
  private static final Path SAMPLE =
      Path.of("..", "..", "testdata", "samples", "kaggle-300.csv.gz");

  @TempDir private Path folder = Path.of("");

  @Test
  void showsWhatIsMadeOfAFileWithoutItsCardNumbers() {
    CommandRun run = CommandRun.of(new ColumnsCommand(), SAMPLE.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "layout       Kaggle",
            "separator    ,",
            "gzip",
            "'', unix_time",
            "trans_date_trans_time",
            "***")
        .doesNotContainPattern("[0-9]{16}");
  }

  @Test
  void tellsMachinesTheSame() throws IOException {
    CommandRun run = CommandRun.of(new ColumnsCommand(), SAMPLE.toString(), "--json");
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(document.path("columns").path("amount").asText()).isEqualTo("amt");
    assertThat(document.path("rows")).hasSize(3);
    assertThat(document.path("constants").path("country").asText()).isEqualTo("US");
  }

  @Test
  void saysWhatIsNotToldAndWhatFollows() throws IOException {
    Path file =
        write(
            "trans_date_trans_time,cc_num,merchant,category,amt\n2025-03-01 10:00:00,4000001234567890,A,b,1.00\n");
    CommandRun run = CommandRun.of(new ColumnsCommand(), file.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("unknown member", "home_km", "hash of the row");
  }

  @Test
  void aFileNoneOfWhoseRowsCanBeTakenIsWrong() throws IOException {
    Path file =
        write(
            "trans_date_trans_time,cc_num,merchant,category,amt\n2025-03-01 10:00:00,1,A,b,1.00\n");
    CommandRun run = CommandRun.of(new ColumnsCommand(), file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("none of its 1 rows can be taken");
  }

  @Test
  void saysHowManyRowsAreOfTheFuture() throws IOException {
    String row = ",9990002610177304,Shop,home,1.25\n";
    Path file =
        write(
            "trans_date_trans_time,cc_num,merchant,category,amt\n"
                + ("2019-03-14 10:00:00" + row).repeat(1_999)
                + "2091-03-14 10:00:00"
                + row);
    CommandRun run = CommandRun.of(new ColumnsCommand(), file.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("refused      1 with a time from 2020-03-13T11:00:00Z on (FROM_THE_FUTURE)");
    assertThat(
            new ObjectMapper()
                .readTree(CommandRun.of(new ColumnsCommand(), file.toString(), "--json").out())
                .at("/from_the_future/rows")
                .asLong())
        .isEqualTo(1);
  }

  @Test
  void aColumnsFileIsCheckedAtTheStart() throws IOException {
    Path columns = Files.writeString(folder.resolve("columns.txt"), "amuont = x\n");
    CommandRun run =
        CommandRun.of(new ColumnsCommand(), SAMPLE.toString(), "--columns", columns.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("columns.txt line 1");
  }

  private Path write(String text) throws IOException {
    return Files.write(folder.resolve("file.csv"), List.of(text.split("\n")));
  }
}
