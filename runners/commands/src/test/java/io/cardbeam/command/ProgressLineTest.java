package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final String CLEAR = "\r\u001B[K";

  private final StringWriter out = new StringWriter();
  private final ProgressLine line = new ProgressLine(new PrintWriter(out), true);

  @Test
  void saysWhatCameOfTheWork() {
    assertThat(line.during("Books", () -> 2, rows -> rows + " rows")).isEqualTo(2);
    assertThat(out.toString())
        .startsWith(CLEAR + "  Books ..." + CLEAR + "  Books        2 rows (")
        .endsWith(" s)" + System.lineSeparator());
  }

  @Test
  void leavesNoPassingStateBeforeAnError() {
    assertThatThrownBy(
            () ->
                line.during(
                    "Books",
                    () -> {
                      throw new IOException("no room");
                    },
                    rows -> "none"))
        .isInstanceOf(IOException.class);
    assertThat(out).hasToString(CLEAR + "  Books ..." + CLEAR);
  }

  @Test
  void showsNoPassingStateWithoutATerminal() {
    ProgressLine plain = new ProgressLine(new PrintWriter(out), false);
    plain.show("reading");
    plain.hide();
    plain.say("read");
    assertThat(out).hasToString("  read" + System.lineSeparator());
  }
}
