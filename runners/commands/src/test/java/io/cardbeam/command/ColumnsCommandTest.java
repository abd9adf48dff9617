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
