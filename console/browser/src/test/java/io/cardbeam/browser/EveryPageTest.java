package io.cardbeam.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.cardbeam.console.access.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page, with data, in each look. */
@BrowserTest
class EveryPageTest {
  private static final List<String> OF_ANALYSTS =
      List.of("/live", "/cases", "/cards?q={card}", "/settings");
  private static final List<String> OF_CARDHOLDERS =
      List.of(
          "/me",
          "/me?view=transactions",
          "/me?view=spending",
          "/me?view=spending&as=table",
          "/me?view=declined",
          "/me?view=disputes",
          "/me?view=statements",
          "/settings");
  private static final int LAST_FOUR = 4;
  private static final List<String> OF_NOBODY = List.of("/sign-in", "/sign-up", "/set-password");

  static Stream<Arguments> pages() {
    return Stream.of(Look.values())
        .flatMap(
            look ->
                Stream.concat(
                    OF_ANALYSTS.stream().map(path -> arguments(path, Role.ANALYST, look)),
                    OF_CARDHOLDERS.stream().map(path -> arguments(path, Role.CARDHOLDER, look))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isAccessibleAndComplainsOfNothing(String path, Role role, Look look, Console console) {
    try (Visit visit = console.visit(role, look)) {
      String number = console.demo().cardNumber();
      visit.open(path.replace("{card}", number.substring(number.length() - LAST_FOUR)));

      visit.isAccessible().picture(role.text() + path.replaceAll("\\W+", "-") + "-" + look.text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void soIsTheCube(Look look, Console console) {
    try (Visit visit = console.visitWithWarehouse(Role.ANALYST, look)) {
      visit.open("/cube").isAccessible().picture("cube-" + look.text());
      assertThat(visit.page().getByRole(AriaRole.TABLE).count()).isOne();
    }
  }

  @Test
  void soAreThoseBeforeSignIn(Console console) {
    try (Visit visit = console.visit()) {
      for (String path : OF_NOBODY) {
        visit.open(path).isAccessible().picture(path.substring(1) + "-light");
      }
    }
  }

  @Test
  void noPageMayHaveInlineScriptsOrStyles(Console console) {
    try (Visit visit = console.visit()) {
      Response response = visit.page().navigate("/live");
      String policy = response.headerValue("content-security-policy");

      assertThat(policy).contains("default-src").doesNotContain("unsafe", "*", "http");
    }
  }
}
