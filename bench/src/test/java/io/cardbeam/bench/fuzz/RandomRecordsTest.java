package io.cardbeam.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.cardbeam.event.AddressCount;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.RuleRecord;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is damaged must be sound before, or nothing would get beyond the first check. */
class RandomRecordsTest {

  @ParameterizedTest
  @EnumSource(EventType.class)
  void eventsPassTheChecks(EventType type) {
    for (long seed = 0; seed < 300; seed++) {
      Event event = Event.of(new RandomRecords(new SplittableRandom(seed)).of(type.schema()));
      assertThatCode(() -> EventChecks.check(event)).as("%s", event).doesNotThrowAnyException();
    }
  }

  @Test
  void rulesAndListsPassTheChecks() {
    for (Schema schema : LakeRules.SCHEMAS) {
      for (long seed = 0; seed < 300; seed++) {
        RuleRecord rule = RuleRecord.of(new RandomRecords(new SplittableRandom(seed)).of(schema));
        assertThatCode(() -> RuleDecoder.checkStored(rule))
            .as("%s", rule)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void countsOfAnAddressPassTheChecks() {
    for (long seed = 0; seed < 300; seed++) {
      SpecificRecord count =
          new RandomRecords(new SplittableRandom(seed)).of(AddressCount.getClassSchema());
      assertThatCode(() -> AddressCountChecks.check((AddressCount) count))
          .as("%s", count)
          .doesNotThrowAnyException();
    }
  }
}
