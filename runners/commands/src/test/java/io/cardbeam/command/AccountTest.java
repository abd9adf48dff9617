package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AccountTest {
  private final Account account =
      new Account().with("rows read", 1_234_567L).with("written to", "a.csv").with("bad", 3);

  @Test
  void peopleGetATableWithFiguresUnderEachOther() {
    assertThat(printed(false).lines())
        .containsExactly(
            "  rows read         1,234,567",
            "  written to  a.csv",
            "  bad                       3");
  }

  @Test
  void machinesGetOneLineOfJsonInTheSameOrder() {
    assertThat(printed(true).lines())
        .containsExactly("{\"rows_read\":1234567,\"written_to\":\"a.csv\",\"bad\":3}");
  }

  private String printed(boolean json) {
    StringWriter text = new StringWriter();
    account.print(new PrintWriter(text), json);
    return text.toString();
  }
}
