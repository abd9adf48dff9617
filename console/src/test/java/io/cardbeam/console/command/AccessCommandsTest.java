package io.cardbeam.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.KeyRing;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.access.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands on a real PostgreSQL, as somebody types them. */
class AccessCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static BooksOnTrial books;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    Files.writeString(folder.resolve("password"), "");
  }

  @AfterAll
  static void stop() throws IOException {
    books.close();
  }

  @Test
  void aMerchantIsAddedChangedAndShown() throws Exception {
    run(
        0,
        "merchants",
        "add",
        "shop-1",
        "--name",
        "Corner Shop",
        "--category",
        "grocery_pos",
        "--currency",
        "USD",
        "--approve-up-to",
        "USD=50.00",
        "--approve-up-to",
        "JPY=5000");
    run(
        1,
        "merchants",
        "add",
        "shop-1",
        "--name",
        "Another",
        "--category",
        "x",
        "--currency",
        "USD");
    assertThat(err.toString()).contains("there is a merchant shop-1: merchants set changes it");
    run(0, "merchants", "set", "shop-1", "--timeout-ms", "500", "--rate", "7", "--active", "false");

    JsonNode shown = JSON.readTree(run(0, "merchants", "show", "shop-1", "--json"));

    assertThat(shown)
        .isEqualTo(
            JSON.readTree(
                """
                {"id": "shop-1", "name": "Corner Shop", "category": "grocery_pos",
                 "currency": "USD", "timeout_ms": 500, "rate": 7, "burst": 14, "active": false,
                 "approve_up_to": {"JPY": "5000", "USD": "50.00"}}
                """));
    assertThat(run(0, "merchants", "show", "shop-1"))
        .contains("approved up to 5000 JPY, 50.00 USD, else declined");
    assertThat(run(0, "merchants", "list")).contains("ID", "shop-1", "7/s", "no");
    run(0, "merchants", "set", "shop-1", "--decline");
    assertThat(run(0, "merchants", "show", "shop-1")).contains("without a decision  declined");
    run(1, "merchants", "show", "nobody");
    run(1, "merchants", "set", "nobody", "--rate", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merchants",
        "merchants add shop-2 --name Shop",
        "merchants add ???? --name Shop --category x --currency USD",
        "merchants add shop-2 --name Shop --category x --currency XXX",
        "merchants add shop-2 --name Shop --category x --currency USD --timeout-ms 99",
        "merchants add shop-2 --name Shop --category x --currency USD --rate 0",
        "merchants add shop-2 --name Shop --category x --currency USD --rate 5 --burst 4",
        "merchants add shop-2 --name Shop --category x --currency USD --approve-up-to USD=1.001",
        "merchants add shop-2 --name Shop --category x --currency USD --approve-up-to USD=-1",
        "merchants add shop-2 --name S --category x --currency USD --decline --approve-up-to USD=1",
        "merchants keys",
        "merchants keys create",
        "merchants keys create --issuer bank --analyst x",
        "merchants keys create --issuer bank --scope captures:write",
        "merchants keys create --issuer bank/1",
        "merchants keys rotate k_x --overlap 91d",
        "users",
        "users add ada",
        "users add ADA --role analyst",
        "users add ada --role boss",
        "users unlock",
        "users unlock ada --card-token x",
        "audit",
        "audit list --limit 0",
        "audit list --since yesterday",
        "audit verify --noted 12"
      })
  void aUsageErrorIsOneLineAndExitCode2(String line) throws Exception {
    run(2, line.split(" "));
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("cardbeam: ").contains("--help");
  }

  @Test
  void withoutADatabaseItSaysWhichOptionIsMissing() {
    assertThat(execute("users", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("--books-url says which PostgreSQL");
  }

  @Test
  void aKeyIsShownOnceRotatedAndRevoked() throws Exception {
    run(
        0,
        "merchants",
        "add",
        "shop-3",
        "--name",
        "Corner Shop",
        "--category",
        "grocery_pos",
        "--currency",
        "EUR");
    run(1, "merchants", "keys", "create", "--merchant", "nobody");
    JsonNode made =
        JSON.readTree(
            run(
                0,
                "merchants",
                "keys",
                "create",
                "--merchant",
                "shop-3",
                "--scope",
                "authorizations:write",
                "--scope",
                "decision:detail",
                "--rate",
                "5",
                "--json"));
    String id = made.get("id").asText();
    try (KeyRing ring = KeyRing.start(books.connection(), InstantSource.system())) {
      KeyRing.Found found = ring.find(made.get("key").asText()).orElseThrow();
      assertThat(found.rate()).isEqualTo(new Rate(5, 10));
      assertThat(found.caller())
          .isEqualTo(
              new Caller.MerchantCaller(
                  id,
                  Set.of(Scope.AUTHORIZATIONS_WRITE, Scope.DECISION_DETAIL),
                  new MerchantSettings(
                      "shop-3",
                      "Corner Shop",
                      "grocery_pos",
                      "EUR",
                      2_000,
                      Map.of(),
                      Rate.STANDARD,
                      true)));
    }

    JsonNode next = JSON.readTree(run(0, "merchants", "keys", "rotate", id, "--json"));
    run(1, "merchants", "keys", "rotate", id);
    run(0, "merchants", "keys", "revoke", id);
    run(1, "merchants", "keys", "revoke", id);

    String list = run(0, "merchants", "keys", "list", "--merchant", "shop-3");
    assertThat(list)
        .contains(id, "revoked", next.get("id").asText(), "valid", "authorizations:write")
        .doesNotContain(made.get("key").asText(), next.get("key").asText());
    assertThat(run(0, "audit", "list", "--action", "key-rotate"))
        .contains("key:" + id, "command:" + System.getProperty("user.name"));
  }

  @Test
  void aUserIsAddedChangedAndListed() throws Exception {
    String code = run(0, "users", "add", "ada.l", "--role", "analyst");
    assertThat(code).containsPattern("code  [a-z2-7]{32}");
    run(1, "users", "add", "ada.l", "--role", "analyst");
    assertThat(run(0, "users", "list")).contains("ada.l", "analyst", "no password yet");
    run(0, "users", "set-role", "ada.l", "administrator");
    run(0, "users", "disable", "ada.l");
    assertThat(run(0, "users", "list")).contains("administrator", "disabled");
    run(0, "users", "enable", "ada.l");
    run(0, "users", "unlock", "ada.l");
    run(0, "users", "unlock", "--card-token", "some-token");
    assertThat(run(0, "users", "reset", "ada.l", "--totp")).contains("code  ");
    for (String what : List.of("reset", "disable", "enable", "unlock")) {
      run(1, "users", what, "nobody");
    }
    assertThat(run(0, "users", "list", "--json"))
        .contains("{\"name\":\"ada.l\",\"role\":\"administrator\",\"disabled\":false,");
    assertThat(run(0, "audit", "list", "--json", "--action", "user-set-role"))
        .contains("analyst to administrator");
  }

  @Test
  void theAuditTrailIsVerifiedAndADamageIsExitCode1() throws Exception {
    run(0, "users", "add", "eve.m", "--role", "analyst");
    JsonNode good = JSON.readTree(run(0, "audit", "verify", "--json"));
    assertThat(good.get("holds").asBoolean()).isTrue();
    String noted = good.get("newest").asText();
    assertThat(run(0, "audit", "verify", "--noted", noted)).contains("the chain holds", noted);
    assertThat(run(0, "audit", "expire")).contains("0 entries removed");

    books.run(
        "ALTER TABLE access.audit_entry DISABLE TRIGGER keep_audit;"
            + " UPDATE access.audit_entry SET detail = detail || '!' WHERE seq = "
            + noted.replaceFirst(":.*", "")
            + "; ALTER TABLE access.audit_entry ENABLE TRIGGER keep_audit");
    assertThat(run(1, "audit", "verify")).contains("THE CHAIN IS BROKEN", "was changed");
    books.run(
        "ALTER TABLE access.audit_entry DISABLE TRIGGER keep_audit;"
            + " UPDATE access.audit_entry SET detail = rtrim(detail, '!') WHERE seq = "
            + noted.replaceFirst(":.*", "")
            + "; ALTER TABLE access.audit_entry ENABLE TRIGGER keep_audit");
    run(0, "audit", "verify");
  }

  private String run(int exitCode, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    if (words.length > 1 && !words[words.length - 1].equals("keys")) {
      all.add("--books-url=" + books.connection().url());
      all.add("--books-user=postgres");
      all.add("--books-password-file=" + folder.resolve("password"));
    }
    assertThat(execute(all.toArray(String[]::new)))
        .as(String.join(" ", words) + ": " + err)
        .isEqualTo(exitCode);
    return out.toString();
  }

  private int execute(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line =
        Cardbeam.with(List.of(new MerchantsCommand(), new UsersCommand(), new AuditCommand()));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(words);
  }
}
