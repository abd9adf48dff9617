package io.cardbeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Names where people write other digits: what was written elsewhere is found, and sorts. */
@ResourceLock(Resources.LOCALE)
class TableFileTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void otherDigits() {
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    assertThat(String.format(Locale.getDefault(), "%d", 12)).isNotEqualTo("12");
  }

  @AfterEach
  void digitsAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void filesAreNamedByDigitsThatEveryMachineReads() {
    assertThat(TableFile.name(3, 12)).isEqualTo("part-00003-of-00012.parquet");
    assertThat(TableFile.nameOfRun(7)).isEqualTo("run-00000007.parquet");
    assertThat(TableFile.nameOfRun(7, "late")).isEqualTo("run-00000007-late.parquet");
  }

  @Test
  void buildsAreToo(@TempDir Path output) throws Exception {
    try (Publication first = Publication.begin(output)) {
      assertThat(first.staging().getFileName()).hasToString("00000001.part");
    }
  }
}
