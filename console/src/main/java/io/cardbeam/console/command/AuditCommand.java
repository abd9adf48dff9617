package io.cardbeam.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.BooksOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.UtcTimeConverter;
import io.cardbeam.console.audit.AuditEntry;
import io.cardbeam.console.audit.AuditLog;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.http.Json;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: who did what. */
@Command(
    name = "audit",
    description = {
      "Shows and checks the audit trail: who did what, when, from where, and with which result.",
      "Each entry bears the hash of the one before, so that a change or a gap shows."
    })
public final class AuditCommand implements Runnable {
  private static final Pattern NOTED = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");
  private static final int MAX_LIMIT = 100_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do? list, verify or expire");
  }

  @Command(name = "list", description = "Lists the newest entries, oldest of them first.")
  int list(
      @Option(names = "--actor", paramLabel = "WHO", description = "Only of this one, as user:ada.")
          @Nullable String actor,
      @Option(names = "--action", paramLabel = "WHAT", description = "Only these, as sign-in.")
          @Nullable String action,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              converter = UtcTimeConverter.class,
              description = "Only from this time on, as 2026-01-31 or 2026-01-31T18:00:00Z.")
          @Nullable Instant since,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "Most entries. Default: ${DEFAULT-VALUE}.")
          int limit,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 to " + MAX_LIMIT);
    }
    AuditLog.Question question =
        new AuditLog.Question(
            actor == null ? "" : actor,
            action == null ? "" : action,
            since == null ? Instant.EPOCH : since,
            limit);
    List<AuditEntry> entries =
        AccessOption.in(spec, books, connection -> AuditLog.list(connection, question));
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      ArrayNode all = Json.object().putArray("entries");
      entries.forEach(entry -> all.add(json(entry)));
      out.println(Json.text(all));
    } else {
      TextTable table =
          new TextTable("NO", "TIME", "WHO", "WHAT", "TO", "FROM", "RESULT", "DETAIL");
      for (AuditEntry entry : entries) {
        table.row(
            Long.toString(entry.seq()),
            entry.at().toString(),
            entry.actor(),
            entry.action(),
            entry.target(),
            entry.origin(),
            entry.result(),
            entry.detail());
      }
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "verify",
      description = {
        "Checks the whole chain. Exit code 1 if an entry was changed, is missing or out of order.",
        "It shows number and hash of the newest entry. Note them elsewhere: --noted proves later"
            + " that nothing up to there was changed, cut off or made up."
      })
  int verify(
      @Option(
              names = "--noted",
              paramLabel = "NUMBER:HASH",
              description = "What an earlier check showed.")
          @Nullable String noted,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    Optional<AuditLog.Noted> known = noted == null ? Optional.empty() : Optional.of(noted(noted));
    AuditLog.Checked checked =
        AccessOption.in(spec, books, connection -> AuditLog.verify(connection, known));
    PrintWriter out = spec.commandLine().getOut();
    String newest = checked.lastSeq() + ":" + checked.lastHash();
    if (json.isSet()) {
      ObjectNode node =
          Json.object()
              .put("holds", checked.holds())
              .put("entries", checked.entries())
              .put("removed_up_to", checked.anchorSeq())
              .put("newest", newest);
      ArrayNode flaws = node.putArray("flaws");
      checked.flaws().forEach(flaws::add);
      out.println(Json.text(node));
    } else {
      checked.flaws().forEach(out::println);
      out.println(
          checked.entries()
              + " entries, "
              + (checked.holds() ? "the chain holds" : "THE CHAIN IS BROKEN"));
      out.println("newest: " + newest);
    }
    out.flush();
    return checked.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "expire",
      description = {
        "Removes entries older than 400 days; the rest stays a chain. A running console does it"
            + " once an hour."
      })
  int expire(@Mixin BooksOption books, @Mixin JsonOption json) throws SQLException {
    long removed =
        AccessOption.in(
            spec, books, connection -> AuditTrail.expire(connection, AuditTrail.By.command()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json.isSet()
            ? Json.text(Json.object().put("removed", removed))
            : removed + " entries removed");
    out.flush();
    return ExitCode.OK;
  }

  private AuditLog.Noted noted(String text) {
    Matcher parts = NOTED.matcher(text);
    if (!parts.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--noted: '" + text + "' is no NUMBER:HASH as verify shows it");
    }
    return new AuditLog.Noted(Long.parseLong(parts.group(1)), parts.group(2));
  }

  private static ObjectNode json(AuditEntry entry) {
    return Json.object()
        .put("seq", entry.seq())
        .put("at", entry.at().toString())
        .put("actor", entry.actor())
        .put("action", entry.action())
        .put("target", entry.target())
        .put("origin", entry.origin())
        .put("result", entry.result())
        .put("detail", entry.detail())
        .put("hash", entry.hash());
  }
}
