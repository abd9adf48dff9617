package io.cardbeam.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cardbeam.console.page.PageFile.Coding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of this build, where there is Node. */
class BuiltPageTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"/(assets/[^\"]+)\"");

  @Test
  void theDocumentFitsThePolicyAndLoadsFilesThatAreThere() {
    PageFiles files = PageFiles.built();
    Optional<PageFile> document = files.find(PageFiles.INDEX);
    assumeThat(document).as("a page that was built").isPresent();
    String text = new String(document.orElseThrow().bytes(Coding.IDENTITY), UTF_8);
    List<String> loaded = new ArrayList<>();
    LOADED.matcher(text).results().forEach(found -> loaded.add(found.group(1)));

    assertThat(text).doesNotContain("style=", "<style", "<script>", "http://", "https://");
    assertThat(loaded).anyMatch(name -> name.endsWith(".js"));
    assertThat(loaded).allMatch(name -> files.find(name).isPresent());
    assertThat(files.find("licences.txt")).isPresent();
  }
}
