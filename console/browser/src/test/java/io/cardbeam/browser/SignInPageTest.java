package io.cardbeam.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.cardbeam.console.access.Role;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@BrowserTest
class SignInPageTest {
  private static final String ANALYST = Role.ANALYST.text();

  @Test
  void leadsToWhereOneWantedToGoAndOutAgain(Console console) {
    try (Visit visit = console.visit()) {
      Page page = visit.page();
      visit.open("/cards?q=1234");
      assertThat(page).hasURL(Pattern.compile("/sign-in\\?next=%2Fcards%3Fq%3D1234$"));

      page.getByLabel("User").fill(ANALYST);
      page.getByLabel("Password").fill("not the password");
      visit.expecting(401, "/v1/sign-in").button("Sign in").click();
      assertThat(page.locator("form [role=alert]")).not().isEmpty();
      visit.isAccessible();

      page.getByLabel("Password").fill(console.demo().password(ANALYST));
      visit.button("Sign in").click();
      assertThat(page).hasURL(Pattern.compile("/cards\\?q=1234$"));
      visit.settled(); // else the look-up may come after the sign-out

      visit.button("Sign out").click();
      assertThat(page).hasURL(Pattern.compile("/sign-in$"));
      page.navigate("/live");
      assertThat(page).hasURL(Pattern.compile("/sign-in\\?next=%2Flive$"));
    }
  }

  @Test
  void letsACardholderSeeNoPageOfAnalysts(Console console) {
    try (Visit visit = console.visit(Role.CARDHOLDER)) {
      for (String path : new String[] {"/live", "/cards", "/cube"}) {
        visit.open(path);
        assertThat(visit.page().locator("main h1")).hasText("This page is not for you");
        visit.isAccessible();
      }
    }
  }
}
