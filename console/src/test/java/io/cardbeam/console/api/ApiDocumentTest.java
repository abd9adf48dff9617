package io.cardbeam.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.http.ProblemType;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isAValidDocumentOfOpenApi31() {
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(ApiContract.text(), null, new ParseOptions());

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(20);
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    JsonNode document = ApiContract.read().document();
    List<String> references = new ArrayList<>();
    document.findValuesAsText("$ref").forEach(references::add);

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void everyExampleKeepsToItsSchema() throws Exception {
    ApiContract contract = ApiContract.read();
    int[] operations = {0};
    contract
        .document()
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      operations[0]++;
                      String id = operation.path("operationId").asText();
                      contract.checkExamples(id, operation.path("requestBody").path("content"));
                      operation
                          .path("responses")
                          .forEach(
                              response ->
                                  contract.checkExamples(
                                      id, contract.resolved(response).path("content")));
                    }));
    assertThat(operations[0]).isGreaterThan(20);
  }

  @Test
  void whatIsNotDescribedBreaksTheContract() throws Exception {
    ApiContract contract = ApiContract.read();
    JsonNode schema = JSON.readTree("{\"$ref\": \"#/components/schemas/Health\"}");

    contract.check("right", schema, JSON.readTree("{\"status\": \"live\"}"));
    for (String wrong :
        List.of("{}", "{\"status\": \"dead\"}", "{\"status\": \"live\", \"more\": 1}", "7")) {
      assertThatThrownBy(() -> contract.check(wrong, schema, JSON.readTree(wrong)))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void namesTheTypesOfProblemsThatThereAre() throws Exception {
    TreeSet<String> types = new TreeSet<>();
    for (ProblemType type : ProblemType.values()) {
      types.add(type.path());
    }
    TreeSet<String> named = new TreeSet<>();
    ApiContract.read()
        .document()
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(type -> named.add(type.asText()));

    assertThat(named).isEqualTo(types);
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeOfProblemHasAPageThatNamesItsStatus(ProblemType type) {
    String page = new String(ApiDocument.read("problems/" + type.slug() + ".md"), UTF_8);

    assertThat(page)
        .startsWith("# " + type.title() + "\n")
        .contains("HTTP status " + type.status(), "## What to do", type.path());
  }
}
