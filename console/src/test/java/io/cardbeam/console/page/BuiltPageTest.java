package io.cardbeam.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.page.PageFile.Coding;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.Dimension;
import io.cardbeam.query.cube.Dimensions;
import io.cardbeam.query.cube.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of this build, where there is Node, and what its sources say of the server. */
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

  @Test
  void thePageKnowsTheCubesDimensionsAndMeasures() throws IOException {
    JsonNode lists =
        new ObjectMapper().readTree(Path.of("web/src/pages/cube/catalogue.json").toFile());
    List<String> dimensions = new ArrayList<>();
    for (JsonNode one : lists.path("dimensions")) {
      dimensions.add(line(one, one.path("finer").asText() + " " + one.path("type").asText()));
    }
    List<String> measures = new ArrayList<>();
    for (JsonNode one : lists.path("measures")) {
      measures.add(line(one, one.path("kind").asText()));
    }

    assertThat(dimensions)
        .containsExactlyInAnyOrderElementsOf(
            Dimensions.byName().values().stream()
                .map(one -> line(one.name(), one.facts(), finer(one) + " " + type(one)))
                .toList());
    assertThat(measures)
        .containsExactlyElementsOf(
            Arrays.stream(Measure.values())
                .map(one -> line(one.name(), one.facts(), lower(one.kind().name())))
                .toList());
  }

  private static String finer(Dimension one) {
    return one.finer().orElse("");
  }

  private static String type(Dimension one) {
    return switch (one.type()) {
      case INTEGER -> "number";
      default -> lower(one.type().name());
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String line(JsonNode one, String more) {
    Set<String> facts = new TreeSet<>();
    one.path("facts").forEach(fact -> facts.add(fact.asText()));
    return one.path("name").asText() + " " + facts + " " + more;
  }

  private static String line(String name, Set<CubeFact> facts, String more) {
    Set<String> names =
        facts.stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    return name + " " + names + " " + more;
  }
}
