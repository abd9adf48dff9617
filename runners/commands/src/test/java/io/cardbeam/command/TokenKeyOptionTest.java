package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TokenKeyOptionTest {
  @TempDir private Path folder = Path.of("");

  @Command(name = "probe")
  private static final class Probe implements Runnable {
    @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
    private byte[] key = new byte[0];

    @Override
    public void run() {
      key = tokenKey.key();
    }
  }

  @Test
  void aNewKeyIsForItsOwnerOnlyAndIsNeverWrittenOver() throws Exception {
    Path file = folder.resolve("deep/token.key");
    TokenKeyOption.create(file);
    String digits = Files.readString(file);
    assertThat(digits).matches("[0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    TokenKeyOption.create(file);
    assertThat(file).hasContent(digits.strip());
  }

  @Test
  void twoNewKeysDiffer() throws Exception {
    TokenKeyOption.create(folder.resolve("a.key"));
    TokenKeyOption.create(folder.resolve("b.key"));
    assertThat(folder.resolve("a.key")).isRegularFile();
    assertThat(Files.readString(folder.resolve("a.key")))
        .isNotEqualTo(Files.readString(folder.resolve("b.key")));
  }

  @Test
  void theKeyIsReadFromTheFileThatIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("my.key"), "00ff".repeat(16) + "\n");
    Probe probe = new Probe();
    assertThat(CommandRun.of(probe, "--token-key", file.toString()).exitCode()).isZero();
    assertThat(probe.key).hasSize(32).startsWith(0x00, 0xff);
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedAndNotRepeated() throws Exception {
    Path file = Files.writeString(folder.resolve("short.key"), "00ff");
    CommandRun run = CommandRun.of(new Probe(), "--token-key", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).contains("does not hold 64 hexadecimal digits");
    assertThat(run.errors()).doesNotContain("00ff");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = folder.resolve("missing.key");
    CommandRun run = CommandRun.of(new Probe(), "--token-key", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).startsWith("token key " + file + " can't be read");
    assertThat(file).doesNotExist();
  }
}
