package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockLinesTest {
  private static final String CONTENT = "one\ntwo\nthree\nfour\nfive\n";

  @TempDir private Path folder = Path.of("");
  private Path log = Path.of("");
  private final List<BlockLines.Lying> lying = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    log = Files.writeString(folder.resolve("access.log"), CONTENT);
    new BlockReader(Files.newInputStream(log), 12, 8, false)
        .read((line, before, part) -> lying.add(part.in(log.toString())));
    assertThat(lying).hasSizeGreaterThan(1);
  }

  private String loaded() throws IOException {
    StringBuilder all = new StringBuilder();
    for (BlockLines.Lying lines : lying) {
      all.append(new String(lines.load(), UTF_8));
    }
    return all.toString();
  }

  @Test
  void areThoseOfTheFileAlsoWhenItHasGrown() throws IOException {
    assertThat(loaded()).isEqualTo(CONTENT);
    Files.writeString(log, "six\n", StandardOpenOption.APPEND);
    assertThat(loaded()).isEqualTo(CONTENT);
  }

  @Test
  void ofAFileThatIsAnotherByNowAreRefused() throws IOException {
    for (String other : List.of("", "one\n", CONTENT.replace("e", "o"), "0" + CONTENT)) {
      Files.writeString(log, other);
      assertThatThrownBy(this::loaded)
          .as(other)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was rotated or written over while it was read: start again");
    }
    Files.move(log, folder.resolve("access.log.1"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::loaded).hasMessageContaining("was rotated");
  }

  @Test
  void travelEitherWay() throws IOException {
    for (BlockLines lines : List.of(lying.get(1), new BlockLines.Held("a\n".getBytes(UTF_8)))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BlockLines.CODER.encode(lines, out);
      BlockLines back = BlockLines.CODER.decode(new ByteArrayInputStream(out.toByteArray()));
      assertThat(back).hasSameClassAs(lines);
      assertThat(back.load()).isEqualTo(lines.load());
    }
  }
}
