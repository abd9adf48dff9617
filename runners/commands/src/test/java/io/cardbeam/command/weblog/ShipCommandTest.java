package io.cardbeam.command.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ShipCommandTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--topic t                          | Missing required parameter: 'FILE'",
        "a.log                              | Missing required option: '--topic",
        "a.log a.log.1 --topic t            | is a rotation of",
        "gone/a.log --topic t               | no such file",
        "b.log --once --topic t             | no such file",
        "packed.log --topic t               | is packed; ./cardbeam weblogs --input reads it",
        ". --topic t                        | is no file; name the logs in it",
        "a.log --topic t                    | --bootstrap-servers is missing",
        "a.log --topic t --bootstrap-servers localhost:9 --place damaged.csv | --place: ",
      })
  void saysWhatIsWrongWithAUse(String arguments, String message) throws IOException {
    Files.writeString(folder.resolve("a.log"), "one\n");
    Files.writeString(folder.resolve("a.log.1"), "two\n");
    Files.writeString(folder.resolve("damaged.csv"), "three\n");
    Files.write(folder.resolve("packed.log"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>();
    for (String argument : List.of(arguments.strip().split(" +"))) {
      boolean isFile = argument.contains("log") || argument.contains("csv") || argument.equals(".");
      all.add(isFile ? folder.resolve(argument).toString() : argument);
    }
    int exitCode =
        new CommandLine(new ShipCommand())
            .setErr(new PrintWriter(said))
            .execute(all.toArray(String[]::new));
    assertThat(said.toString()).contains(message);
    assertThat(exitCode).isEqualTo(2);
  }
}
