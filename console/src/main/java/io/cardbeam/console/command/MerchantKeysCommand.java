package io.cardbeam.console.command;

import io.cardbeam.command.BooksOption;
import io.cardbeam.command.DurationConverter;
import io.cardbeam.command.JsonOption;
import io.cardbeam.console.access.ApiKey;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditTrail.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merchants keys}: the keys of programs. */
@Command(
    name = "keys",
    description = {
      "Makes, replaces and revokes keys. A key is shown once, when it is made: only its SHA-256 is"
          + " kept.",
      "Scopes of a merchant's key: authorizations:write, authorizations:read, captures:write,"
          + " refunds:write, events:read, and decision:detail if it is named. Of an issuer's:"
          + " payments:write, events:read. Of a program that asks the cube: analytics:read."
    })
public final class MerchantKeysCommand implements Runnable {
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_OVERLAP_DAYS = 90;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  /** Whose key; one of them. */
  static final class Owner {
    @Option(names = "--merchant", paramLabel = "ID", description = "A merchant's key.")
    private @Nullable String merchant;

    @Option(names = "--issuer", paramLabel = "NAME", description = "A card issuer's key.")
    private @Nullable String issuer;

    @Option(
        names = "--analyst",
        paramLabel = "NAME",
        description = "The key of a program that asks the cube.")
    private @Nullable String analyst;

    private KeyKind kind() {
      return merchant != null
          ? KeyKind.MERCHANT
          : issuer != null ? KeyKind.ISSUER : KeyKind.ANALYST;
    }

    private String name() {
      return merchant != null ? merchant : issuer != null ? issuer : String.valueOf(analyst);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do? create, rotate, revoke or list");
  }

  @Command(name = "create", description = "Makes a key and shows it, this once.")
  int create(
      @ArgGroup(multiplicity = "1") Owner owner,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              description =
                  "What it may be used for; once for each. Default: all of its kind but decision:detail.")
          @Nullable List<String> scopes,
      @Option(
              names = "--rate",
              paramLabel = "N",
              description = "Requests a second. Default: as the merchant's, else 100.")
          @Nullable Integer rate,
      @Option(
              names = "--burst",
              paramLabel = "N",
              description = "Requests at once after a rest. Default: twice the rate.")
          @Nullable Integer burst,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    KeyKind kind = owner.kind();
    String name = owner.name();
    require(
        OWNER.matcher(name).matches(),
        "'" + name + "' is no name of 1 to 64 letters, digits and . _ -");
    Set<Scope> wanted = scopes == null ? kind.standardScopes() : scopes(kind, scopes);
    Optional<Rate> own = rate(rate, burst);
    Optional<ApiKey.Made> made =
        AccessOption.in(
            spec,
            books,
            connection -> {
              if (kind == KeyKind.MERCHANT && Merchants.find(connection, name).isEmpty()) {
                return Optional.empty();
              }
              ApiKey.Made key = ApiKeys.create(connection, kind, name, wanted, own);
              AuditTrail.append(
                  connection,
                  By.command(),
                  "key-create",
                  "key:" + key.id(),
                  Result.DONE,
                  kind.text() + " " + name + ": " + KeyOutput.words(wanted));
              return Optional.of(key);
            });
    if (made.isEmpty()) {
      return AccessOption.missing(
          spec, "there is no merchant " + name + ": merchants add makes it");
    }
    KeyOutput.made(spec.commandLine().getOut(), made.get(), json.isSet());
    return ExitCode.OK;
  }

  @Command(
      name = "rotate",
      description = {
        "Makes a key with the same owner, scopes and rate, and shows it, this once.",
        "The old one goes on for the time of --overlap."
      })
  int rotate(
      @Parameters(paramLabel = "KEY_ID", description = "Id of the old key, as k_…") String id,
      @Option(
              names = "--overlap",
              paramLabel = "TIME",
              defaultValue = "24h",
              converter = DurationConverter.class,
              description = "How long both work, as 0s, 24h or 7d. Default: ${DEFAULT-VALUE}.")
          Duration overlap,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    require(
        overlap.compareTo(Duration.ofDays(MAX_OVERLAP_DAYS)) <= 0,
        "--overlap is " + MAX_OVERLAP_DAYS + "d at most");
    Instant ends = Instant.now().plus(overlap);
    Optional<ApiKey.Made> made =
        AccessOption.in(
            spec,
            books,
            connection -> {
              Optional<ApiKey.Made> next = ApiKeys.rotate(connection, id, ends);
              if (next.isPresent()) {
                AuditTrail.append(
                    connection,
                    By.command(),
                    "key-rotate",
                    "key:" + id,
                    Result.DONE,
                    "by key:" + next.get().id() + ", ends " + ends);
              }
              return next;
            });
    if (made.isEmpty()) {
      return AccessOption.missing(
          spec, "there is no key " + id + " that was neither replaced nor revoked");
    }
    KeyOutput.made(spec.commandLine().getOut(), made.get(), json.isSet());
    return ExitCode.OK;
  }

  @Command(name = "revoke", description = "Ends a key at once.")
  int revoke(
      @Parameters(paramLabel = "KEY_ID", description = "Id of the key, as k_…") String id,
      @Mixin BooksOption books)
      throws SQLException {
    boolean revoked =
        AccessOption.in(
            spec,
            books,
            connection -> {
              boolean was = ApiKeys.revoke(connection, id, Instant.now());
              if (was) {
                AuditTrail.append(
                    connection, By.command(), "key-revoke", "key:" + id, Result.DONE, "");
              }
              return was;
            });
    return revoked
        ? ExitCode.OK
        : AccessOption.missing(spec, "there is no key " + id + " that is not revoked");
  }

  @Command(name = "list", description = "Lists keys, without the secrets.")
  int list(
      @Option(names = "--merchant", paramLabel = "ID", description = "Only this merchant's.")
          @Nullable String merchant,
      @Mixin BooksOption books,
      @Mixin JsonOption json)
      throws SQLException {
    List<ApiKey> keys =
        AccessOption.in(spec, books, ApiKeys::list).stream()
            .filter(
                key ->
                    merchant == null
                        || (key.kind() == KeyKind.MERCHANT && key.owner().equals(merchant)))
            .toList();
    KeyOutput.list(spec.commandLine().getOut(), keys, Instant.now(), json.isSet());
    return ExitCode.OK;
  }

  private Set<Scope> scopes(KeyKind kind, List<String> names) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names) {
      Scope scope =
          Scope.of(name)
              .filter(kind::allows)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--scope: '"
                              + name
                              + "' is none of "
                              + KeyOutput.words(
                                  Arrays.stream(Scope.values())
                                      .filter(kind::allows)
                                      .collect(Collectors.toSet()))));
      scopes.add(scope);
    }
    return scopes;
  }

  private Optional<Rate> rate(@Nullable Integer rate, @Nullable Integer burst) {
    if (rate == null && burst == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MerchantOptions.rate(rate, burst, Rate.STANDARD));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
