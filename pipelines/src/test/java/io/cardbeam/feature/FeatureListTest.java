package io.cardbeam.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureListTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "features.md");

  @Test
  void namesAreWordsForRulesAndEachIsThereOnce() {
    Set<String> names = new HashSet<>();
    for (Feature feature : FeatureList.all()) {
      assertThat(feature.name()).matches("[a-z][a-z0-9_]*");
      assertThat(names.add(feature.name())).as(feature.name()).isTrue();
      assertThat(FeatureList.all().get(feature.index())).isSameAs(feature);
      assertThat(FeatureList.named(feature.name())).contains(feature);
    }
  }

  @Test
  void noneIsMadeOfAProtectedAttribute() {
    for (Feature feature : FeatureList.all()) {
      assertThat((feature.name() + " " + feature.meaning()).toLowerCase(Locale.ROOT))
          .doesNotContainPattern("\\b(gender|sex|age|birth|name|job)\\b");
    }
  }

  /** Written again by {@code mvn -pl pipelines test -Dcardbeam.recordFeatures=true}. */
  @Test
  void theDocumentSaysWhatTheListSays() throws IOException {
    if (Boolean.getBoolean("cardbeam.recordFeatures")) {
      Files.writeString(DOCUMENT, FeatureDocument.markdown());
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(FeatureDocument.markdown());
  }
}
