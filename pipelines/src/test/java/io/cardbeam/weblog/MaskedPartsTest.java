package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.weblog.CombinedLineTest.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader that remembers beside the one that reads each line by itself. */
class MaskedPartsTest {
  private static String result(LineParser parser, byte[] line) {
    try {
      return parser.read(line, 0, line.length).toString();
    } catch (BadLineException e) {
      return e.reason();
    }
  }

  private static final LineParser EACH_BY_ITSELF =
      (line, from, to) -> SecretMask.hit(CombinedLine.read(line, from, to));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void readsEachLineOfTheTablesAsIfItWereTheFirst(long seed) throws IOException {
    List<byte[]> lines = new ArrayList<>(CombinedLineTest.cases().map(Case::line).toList());
    LineParser remembering = LogFormats.maskedParser(LogFormats.AUTO, true);
    Random random = new Random(seed);
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(lines, random);
      for (byte[] line : lines) {
        assertThat(result(remembering, line))
            .as(new String(line, UTF_8))
            .isEqualTo(result(EACH_BY_ITSELF, line));
      }
    }
  }

  @Test
  void whereThatIsEnoughItLeavesOutReferrerAndIdsAlone() throws IOException {
    LineParser some = LogFormats.maskedParser(LogFormats.AUTO, false);
    LineParser withoutThem =
        (line, from, to) -> {
          Hit hit = EACH_BY_ITSELF.read(line, from, to);
          return new Hit(
              hit.remoteHost(),
              hit.user(),
              hit.epochSeconds(),
              hit.request(),
              hit.status(),
              hit.bytes(),
              Optional.empty(),
              hit.userAgent(),
              hit.virtualHost(),
              LoggedIds.NONE);
        };
    CombinedLineTest.cases()
        .map(Case::line)
        .forEach(line -> assertThat(result(some, line)).isEqualTo(result(withoutThem, line)));
  }

  @Test
  void masksWhatItRemembers() {
    byte[] line =
        ("192.0.2.7 - - [31/Jan/2026:23:00:00 +0000] \"GET /a/4111111111111111?token=geheim HTTP/1.1\""
                + " 200 5 \"https://x.example/?password=geheim\" \"curl/8\"")
            .getBytes(UTF_8);
    LineParser remembering = LogFormats.maskedParser(LogFormats.AUTO, true);
    for (int i = 0; i < 2; i++) {
      assertThat(result(remembering, line)).doesNotContain("geheim", "4111111111111111");
    }
  }
}
