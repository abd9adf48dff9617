package io.cardbeam.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.wire.RuleRecord;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleJsonTest {
  @Property(tries = 100)
  void isReadAsItWasWritten(@ForAll long seed) {
    for (RuleRecord record : GeneratedRules.of(new Random(seed), 10)) {
      String line = RuleJson.write(record);
      assertThat(line).doesNotContain("\n");
      assertThat(RuleJson.read(line)).isEqualTo(record);
    }
  }

  @Test
  void tellsWhatIsWrong() {
    assertThatThrownBy(() -> RuleJson.read("{")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> RuleJson.read("{}")).hasMessage("it has neither rule_id nor list");
    assertThatThrownBy(() -> RuleJson.read("{\"list\":\"no_such\"}"))
        .hasMessageContaining("list is no_such, not one of allow_card");
    assertThatThrownBy(() -> RuleJson.read("{\"rule_id\":\"a\"}"))
        .hasMessage("version is missing or no whole number");
    assertThatThrownBy(
            () ->
                RuleJson.read(
                    "{\"list\":\"block_card\",\"key\":\"k\",\"effective_from\":\"today\"}"))
        .hasMessage("effective_from is no time like 2026-03-02T10:00:00Z: today");
  }
}
