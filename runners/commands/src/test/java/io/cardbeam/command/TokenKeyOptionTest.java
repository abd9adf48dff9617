package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TokenKeyOptionTest {
  @TempDir private Path folder = Path.of("");

  @Command(name = "probe")
  private static final class Probe implements Runnable {
    @Mixin private TokenKeyOption tokenKey = new TokenKeyOption();
    private String token = "";

    @Override
    public void run() {
      token = tokenKey.tokenizer().token("9990000000000000");
    }
  }

  @Test
  void theKeyIsMadeOnFirstUseForItsOwnerOnlyAndThenKept() throws Exception {
    Path key = folder.resolve("deep/token.key");
    String first = token(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key)).matches("[0-9a-f]{64}\n");
    assertThat(token(key)).isEqualTo(first);
    assertThat(folder.resolve("deep")).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void anotherKeyGivesOtherTokens() {
    assertThat(token(folder.resolve("a.key"))).isNotEqualTo(token(folder.resolve("b.key")));
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedAndNotRepeated() throws Exception {
    Path key = Files.writeString(folder.resolve("short.key"), "00ff");
    CommandRun run = CommandRun.of(new Probe(), "--token-key", key.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError())
        .isEqualTo("--token-key: " + key + " holds no token key: it needs 64 hexadecimal digits");
  }

  @Test
  void aKeyThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    CommandRun run = CommandRun.of(new Probe(), "--token-key", file.resolve("key").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstError()).startsWith("--token-key: can't read or make " + file);
  }

  @Test
  void theDefaultIsInTheHomeFolder() {
    assertThat(new CommandLine(new Probe()).getUsageMessage().replaceAll("\\s+", " "))
        .contains(".cardbeam/token.key");
  }

  private static String token(Path key) {
    Probe probe = new Probe();
    assertThat(CommandRun.of(probe, "--token-key", key.toString()).exitCode()).isZero();
    return probe.token;
  }
}
