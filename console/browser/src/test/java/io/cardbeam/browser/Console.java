package io.cardbeam.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import io.cardbeam.console.access.Role;
import java.util.EnumMap;
import java.util.Map;

/**
 * The console of the running demo, and a browser to look at it with. Tests share it: they look, and
 * change only what is their own.
 */
final class Console implements AutoCloseable {
  private final RunningDemo demo;
  private final Chromium chromium;
  private final Map<Role, String> sessions = new EnumMap<>(Role.class);

  private Console(RunningDemo demo, Chromium chromium) {
    this.demo = demo;
    this.chromium = chromium;
  }

  static Console start() {
    Chromium chromium = Chromium.launch();
    try {
      return new Console(RunningDemo.start(), chromium);
    } catch (RuntimeException e) {
      chromium.close();
      throw e;
    }
  }

  /** Servers, addresses, passwords. */
  RunningDemo demo() {
    return demo;
  }

  /** Somebody who is not signed in. */
  Visit visit() {
    return visit(Look.LIGHT.options(), demo.address());
  }

  /** Somebody signed in as the demo's user of this role. */
  Visit visit(Role role) {
    return visit(role, Look.LIGHT);
  }

  /** The same, looked at in another way. */
  Visit visit(Role role, Look look) {
    return visit(look.options().setStorageState(session(role)), demo.address());
  }

  /** The same person on a console that has a warehouse, of a sample file. */
  Visit visitWithWarehouse(Role role, Look look) {
    String address = demo.addressWithWarehouse();
    return visit(look.options().setStorageState(session(role)), address);
  }

  private Visit visit(NewContextOptions options, String address) {
    BrowserContext context = chromium.browser().newContext(options.setBaseURL(address));
    return new Visit(context, address);
  }

  /** Signed in by the form once, as each password costs the server much. */
  private String session(Role role) {
    return sessions.computeIfAbsent(
        role,
        absent -> {
          try (Visit visit = visit()) {
            visit.signIn(role.text(), demo.password(role.text()));
            return visit.page().context().storageState();
          }
        });
  }

  @Override
  public void close() {
    demo.close();
    chromium.close();
  }
}
