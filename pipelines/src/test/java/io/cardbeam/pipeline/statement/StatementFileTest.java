package io.cardbeam.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.billing.CardAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatementFileTest {
  private static final int MOST_NAME_BYTES = 255;
  private static final int MOST_TOKEN_CHARS = 256;

  /** Names in the order in which they were made, without case: two tokens never share one. */
  private final Map<String, String> tokenByName = new HashMap<>();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "card-1, card-card-1-USD.json",
    "-rf, card--rf-USD.json",
    "Zm9vYmFyYmF6cXV4MTIzNA, card-Zm9vYmFyYmF6cXV4MTIzNA-USD.json",
    "a/../b, card-a%2F..%2Fb-USD.json",
    "a*b, card-a%2Ab-USD.json"
  })
  void anOrdinaryTokenIsItsName(String token, String name) {
    assertThat(name(token)).isEqualTo(name);
  }

  static Stream<String> tokens() {
    return Stream.of(
        "t".repeat(250),
        "t".repeat(MOST_TOKEN_CHARS),
        "字".repeat(MOST_TOKEN_CHARS),
        "%".repeat(MOST_TOKEN_CHARS),
        "../".repeat(80),
        "\0",
        "a b",
        "CON",
        "con",
        "Token",
        "token",
        "é",
        "e\u0301",
        "\uD83D\uDCB3".repeat(100),
        "tab\tand\nline",
        ".",
        "..",
        "~",
        "a".repeat(128),
        "a".repeat(129),
        "A".repeat(22),
        "a".repeat(22));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void aFileOfEveryNameCanBeWritten(String token) throws IOException {
    Path file = folder.resolve(name(token));
    Files.writeString(file, token);
    assertThat(file.getParent()).isEqualTo(folder);
    assertThat(Files.readString(file)).isEqualTo(token);
  }

  @Property
  void noTokenLeadsElsewhereOrSharesAName(@ForAll("anyToken") String token) {
    String name = name(token);
    assertThat(name).matches("card-[A-Za-z0-9%+._~-]+-USD\\.json").doesNotContain("/", "\0");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length + ".999999999".length())
        .isLessThanOrEqualTo(MOST_NAME_BYTES);
    boolean ours = token.matches("[A-Za-z0-9_-]{22}");
    String before = ours ? null : tokenByName.put(name.toLowerCase(Locale.ROOT), token);
    assertThat(before == null || before.equals(token)).isTrue();
    assertThat(StatementFile.JSON.issueNamed(name))
        .hasValueSatisfying(
            issue -> {
              assertThat(issue.number()).isEqualTo(1);
              assertThat(StatementFile.JSON.name(account(token), 7))
                  .isEqualTo(issue.statement() + ".7.json");
            });
  }

  @Provide
  Arbitrary<String> anyToken() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMinLength(1).ofMaxLength(MOST_TOKEN_CHARS),
        Arbitraries.strings().withChars("aAbB-_.~%+").ofMinLength(1).ofMaxLength(6),
        Arbitraries.strings().withChars("tT").ofMinLength(120).ofMaxLength(MOST_TOKEN_CHARS));
  }

  private static String name(String token) {
    return StatementFile.JSON.name(account(token), 1);
  }

  private static CardAccount account(String token) {
    return new CardAccount(token, "USD", "1234", "A B");
  }
}
