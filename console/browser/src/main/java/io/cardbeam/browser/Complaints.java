package io.cardbeam.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a browser has to complain about: errors, broken content policy, requests to other hosts, or
 * of a page that is a file any request.
 */
public final class Complaints {
  private static final String POLICY =
      "addEventListener('securitypolicyviolation', event => console.error("
          + "'content policy: ' + event.violatedDirective + ' ' + event.blockedURI))";

  private final URI console;
  private final List<String> found = new ArrayList<>();
  private final Set<String> expected = new HashSet<>();

  private Complaints(String address) {
    this.console = URI.create(address);
  }

  /** Those about the pages of a context from now on. */
  public static Complaints of(BrowserContext context, String address) {
    Complaints complaints = new Complaints(address);
    context.addInitScript(POLICY);
    context.onConsoleMessage(complaints::hear);
    context.onWebError(error -> complaints.found.add("not caught: " + error.error()));
    context.onRequest(complaints::see);
    return complaints;
  }

  private void hear(ConsoleMessage message) {
    if (!message.type().equals("error") && !message.type().equals("warning")) {
      return;
    }
    String at = message.location();
    boolean isExpected =
        expected.stream()
            .map(one -> one.split(" ", 2))
            .anyMatch(one -> message.text().contains(" " + one[0]) && at.contains(one[1]));
    if (!isExpected) {
      found.add(message.type() + ": " + message.text() + " (" + at + ")");
    }
  }

  private void see(Request request) {
    URI uri = URI.create(request.url().replaceAll("[|\\[\\]\"{}]", "_"));
    boolean isFile = "file".equals(console.getScheme());
    boolean isLocal = Set.of("data", "blob", "about").contains(uri.getScheme());
    boolean isOwn =
        isFile
            ? console.getPath().equals(uri.getPath())
            : console.getAuthority().equals(uri.getAuthority());
    if (!isLocal && !isOwn) {
      found.add("a request to " + request.url());
    }
  }

  /** Answers with this status to this path are no complaint. */
  public void expect(int status, String path) {
    expected.add(status + " " + path);
  }

  /** All until now. */
  public List<String> found() {
    return List.copyOf(found);
  }
}
