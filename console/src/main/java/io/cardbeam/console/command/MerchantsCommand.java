package io.cardbeam.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.BooksOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.http.Json;
import io.cardbeam.money.MinorUnits;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merchants}: who may use the gateway. */
@Command(
    name = "merchants",
    subcommands = MerchantKeysCommand.class,
    description = {
      "Adds and changes merchants, and makes the keys of merchants, issuers and programs.",
      "A running gateway knows of a change within seconds. Every change is in the audit trail."
    })
public final class MerchantsCommand implements Runnable {
  private static final String ID = "The merchant's id, as it stands in events and books.";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do? add, set, list, show or keys");
  }

  @Command(
      name = "add",
      description = {
        "Adds a merchant; --name and --category are needed. The currency is USD unless --currency says another.",
        "It can't pay before it has a key: merchants keys create --merchant ID."
      })
  int add(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Mixin MerchantOptions options,
      @Mixin BooksOption books)
      throws SQLException {
    MerchantSettings merchant =
        settings(() -> options.over(MerchantSettings.of(id, "?", "?", "USD"), true));
    if (merchant.name().equals("?") || merchant.category().equals("?")) {
      throw new ParameterException(
          spec.commandLine(), "a new merchant needs --name and --category");
    }
    boolean added =
        AccessOption.in(
            spec,
            books,
            connection -> {
              boolean isNew = Merchants.add(connection, merchant);
              if (isNew) {
                AuditTrail.append(
                    connection,
                    By.command(),
                    "merchant-add",
                    "merchant:" + id,
                    Result.DONE,
                    words(merchant));
              }
              return isNew;
            });
    return added
        ? ExitCode.OK
        : AccessOption.missing(spec, "there is a merchant " + id + ": merchants set changes it");
  }

  @Command(name = "set", description = "Changes what is agreed with a merchant.")
  int set(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Mixin MerchantOptions options,
      @Option(
              names = "--active",
              arity = "1",
              paramLabel = "true|false",
              description = "Whether its keys work.")
          @Nullable Boolean active,
      @Mixin BooksOption books)
      throws SQLException {
    boolean changed =
        AccessOption.in(
            spec,
            books,
            connection -> {
              Optional<MerchantSettings> old = Merchants.find(connection, id);
              if (old.isEmpty()) {
                return false;
              }
              MerchantSettings merchant =
                  settings(
                      () -> options.over(old.get(), active == null ? old.get().active() : active));
              Merchants.set(connection, merchant);
              AuditTrail.append(
                  connection,
                  By.command(),
                  "merchant-set",
                  "merchant:" + id,
                  Result.DONE,
                  words(merchant));
              return true;
            });
    return changed ? ExitCode.OK : noSuch(id);
  }

  @Command(name = "list", description = "Lists all merchants.")
  int list(@Mixin BooksOption books, @Mixin JsonOption json) throws SQLException {
    List<MerchantSettings> merchants = AccessOption.in(spec, books, Merchants::list);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      ArrayNode all = Json.object().putArray("merchants");
      merchants.forEach(merchant -> all.add(json(merchant)));
      out.println(Json.text(all));
    } else {
      TextTable table = new TextTable("ID", "NAME", "CATEGORY", "CURRENCY", "RATE", "ACTIVE");
      for (MerchantSettings merchant : merchants) {
        table.row(
            merchant.id(),
            merchant.name(),
            merchant.category(),
            merchant.currency(),
            merchant.rate().perSecond() + "/s",
            merchant.active() ? "yes" : "no");
      }
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  @Command(name = "show", description = "Shows what is agreed with a merchant.")
  int show(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    Optional<MerchantSettings> merchant =
        AccessOption.in(spec, books, connection -> Merchants.find(connection, id));
    if (merchant.isEmpty()) {
      return noSuch(id);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(Json.text(json(merchant.get())));
    } else {
      TextTable table = new TextTable("SETTING", "VALUE");
      table.row("name", merchant.get().name());
      table.row("category", merchant.get().category());
      table.row("currency", merchant.get().currency());
      table.row("time-out", merchant.get().timeoutMillis() + " ms");
      table.row("without a decision", withoutDecision(merchant.get()));
      table.row("rate", merchant.get().rate().perSecond() + "/s");
      table.row("burst", Integer.toString(merchant.get().rate().burst()));
      table.row("active", merchant.get().active() ? "yes" : "no");
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private int noSuch(String id) {
    return AccessOption.missing(spec, "there is no merchant " + id + ": merchants list shows all");
  }

  private MerchantSettings settings(Supplier<MerchantSettings> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String withoutDecision(MerchantSettings merchant) {
    return merchant.approvalLimits().isEmpty()
        ? "declined"
        : "approved up to "
            + new TreeMap<>(merchant.approvalLimits())
                .entrySet().stream()
                    .map(
                        limit ->
                            MinorUnits.decimal(limit.getValue(), limit.getKey())
                                + " "
                                + limit.getKey())
                    .collect(Collectors.joining(", "))
            + ", else declined";
  }

  private static String words(MerchantSettings merchant) {
    return String.join(
        ", ",
        merchant.name(),
        merchant.category(),
        merchant.currency(),
        merchant.timeoutMillis() + " ms",
        withoutDecision(merchant),
        merchant.rate().perSecond() + "/s",
        "burst " + merchant.rate().burst(),
        merchant.active() ? "active" : "not active");
  }

  private static ObjectNode json(MerchantSettings merchant) {
    ObjectNode node =
        Json.object()
            .put("id", merchant.id())
            .put("name", merchant.name())
            .put("category", merchant.category())
            .put("currency", merchant.currency())
            .put("timeout_ms", merchant.timeoutMillis())
            .put("rate", merchant.rate().perSecond())
            .put("burst", merchant.rate().burst())
            .put("active", merchant.active());
    ObjectNode limits = node.putObject("approve_up_to");
    new TreeMap<>(merchant.approvalLimits())
        .forEach((code, limit) -> limits.put(code, MinorUnits.decimal(limit, code)));
    return node;
  }
}
