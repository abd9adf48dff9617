package io.cardbeam.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AccountTest {
  private final Account account =
      new Account()
          .count("rows_read", 1_234_567)
          .text("output", "a.csv")
          .measure("seconds", 2.5)
          .count("bad", 3);

  @Test
  void peopleGetATableWithFiguresUnderEachOther() {
    assertThat(printed(false))
        .isEqualTo(
            """
            rows read  1,234,567
            output     a.csv
            seconds        2.500
            bad                3
            """);
  }

  @Test
  void machinesGetOneLineOfJsonInTheSameOrder() {
    assertThat(printed(true))
        .isEqualTo("{\"rows_read\":1234567,\"output\":\"a.csv\",\"seconds\":2.5,\"bad\":3}\n");
  }

  private String printed(boolean json) {
    StringWriter text = new StringWriter();
    account.print(new PrintWriter(text), json);
    return text.toString();
  }
}
