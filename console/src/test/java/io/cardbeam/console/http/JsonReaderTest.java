package io.cardbeam.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final Pattern LETTERS = Pattern.compile("[a-z]+");

  private static JsonReader read(String json) throws Exception {
    return JsonReader.of(Json.parse(json.getBytes(UTF_8)));
  }

  private static List<String> wrong(JsonReader reader) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, reader::done);
    assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
    return refused.problem().errors().stream().map(e -> e.place() + " " + e.detail()).toList();
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() throws Exception {
    JsonReader reader =
        read(
            """
            {"name": 7, "code": "A1", "count": 11, "part": 1.5, "flag": "yes", "kind": "HEADER ",
             "inner": {"text": "", "more": 1}, "items": [{"n": 1}, 2, {"n": "x"}], "odd/~ ü": 0}
            """);
    reader.text("name", 10);
    reader.code("code", LETTERS, "small letters");
    reader.wholeNumber("count", 1, 10);
    reader.optionalNumber("part", -1, 1);
    reader.optionalFlag("flag");
    reader.choice("kind", FieldProblem.Kind.class);
    JsonReader inner = reader.object("inner");
    inner.text("text", 10);
    inner.text("missing", 10);
    reader.objects("items", 5).forEach(item -> item.wholeNumber("n", 0, 9));
    reader.object("none").text("not told, since its object is missing", 1);

    assertThat(wrong(reader))
        .containsExactly(
            "#/name must be a string",
            "#/code must be small letters",
            "#/count must be a whole number from 1 to 10",
            "#/part must be a number from -1.0 to 1.0",
            "#/flag must be true or false",
            "#/kind must be one of POINTER, PARAMETER, HEADER",
            "#/inner/text is empty",
            "#/inner/missing is missing",
            "#/items/1 must be an object",
            "#/items/2/n must be a whole number from 0 to 9",
            "#/none is missing",
            "#/odd~1~0%20%C3%BC is not a field of this request",
            "#/inner/more is not a field of this request");
  }

  @Test
  void takesWhatIsRight() throws Exception {
    JsonReader reader = read("{\"name\": \"Cafe\\u0301\", \"left out\": null}");

    assertThat(reader.text("name", 10)).contains("Caf\u00e9");
    assertThat(reader.optionalText("left out", 10)).isEmpty();
    assertThat(reader.optionalObject("left out")).isEmpty();
    assertThat(reader.objects("left out", 1)).isEmpty();
    reader.done();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u0000b", "a\\u0009b", "a\\u007fb", "a\\u200bb", "a\\u200db", "\\ufeffa", "a\\u00adb",
        "a\\u202eb", "a\\u2066b", "\\u200ea", "a\\u2028b", "\\ud800", "\\u3164", "a\\ufe0f",
        "\\udb40\\udc41", "4111 1111 1111 1111", "\\u0664111-1111-1111-1111",
            "abcdefghijklmnopqrstu"
      })
  void refusesATextThatCantBeSeenOrKept(String text) throws Exception {
    JsonReader reader = read("{\"name\": \"" + text + "\"}");

    assertThat(reader.text("name", 20)).isEmpty();
    assertThat(wrong(reader)).hasSize(1).first().asString().startsWith("#/name ");
  }

  @Test
  void neitherNamesNorValuesOfACardNumberAreRepeated() throws Exception {
    JsonReader reader =
        read("{\"4539578763621486\": \"4539578763621486\", \"name\": \"4539 5787 6362 1486\"}");
    reader.text("name", 40);

    assertThat(wrong(reader)).hasSize(2).noneMatch(w -> w.contains("4539") || w.contains("1486"));
  }

  @Test
  void tellsALimitedNumberOfProblems() throws Exception {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      json.append("\"f").append(i).append("\":1,");
    }
    JsonReader reader = read(json.append("\"z\":1}").toString());

    assertThat(wrong(reader)).hasSize(JsonProblems.MAX_TOLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "\"a\"",
        "null",
        "{",
        "{\"a\":1}}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":\"\t\"}",
        "{\"a\":1e99999999999999999999999999999999999999999999999999999999999999999}"
      })
  void refusesWhatIsNoJsonObject(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(RefusedException.class);
  }

  @Test
  void refusesWhatIsNestedTooDeepOrNoUtf8() {
    assertThatThrownBy(() -> read("{\"a\":".repeat(40) + "1" + "}".repeat(40)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> Json.parse(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800"})
  void refusesASecretThatNoDatabaseTakes(String text) throws Exception {
    JsonReader reader = read("{\"password\": \"" + text + "\"}");

    assertThat(reader.secret("password", 64)).isEmpty();
    assertThat(wrong(reader))
        .containsExactly("#/password holds U+0000 or half of a surrogate pair");
  }
}
