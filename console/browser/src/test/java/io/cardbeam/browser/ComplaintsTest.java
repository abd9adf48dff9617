package io.cardbeam.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.cardbeam.console.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the other tests would fail. */
@BrowserTest
class ComplaintsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          console.error('broken')                                    | error: broken
          setTimeout(() => { throw new Error('nobody caught it') })  | not caught
          document.body.setAttribute('style', 'color: red')          | Content Security Policy
          fetch('http://elsewhere.invalid/').catch(() => {})         | Content Security Policy
          fetch('/v1/nothing').then(answer => answer.text())         | 404
          """)
  void aPageThatMisbehavesFailsItsTest(String script, String complaint, Console console) {
    Visit visit = console.visit(Role.ANALYST);
    Page page = visit.open("/settings").page();
    page.evaluate("() => { " + script + " }");
    page.waitForCondition(() -> !visit.complaints().isEmpty());

    assertThatThrownBy(visit::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void whatIsExpectedIsNoComplaint(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      visit.expecting(404, "/v1/nothing").open("/settings");
      assertThat(visit.page().evaluate("() => fetch('/v1/nothing').then(answer => answer.status)"))
          .isEqualTo(404);
    }
  }

  @Test
  void aPageThatIsNotAccessibleFailsItsTest(Console console) {
    try (Visit visit = console.visit(Role.ANALYST)) {
      visit.open("/settings").isAccessible();
      visit
          .page()
          .evaluate(
              "() => document.querySelector('main').append(document.createElement('button'))");

      assertThatThrownBy(visit::isAccessible)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("button-name");
    }
  }
}
