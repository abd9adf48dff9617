package io.cardbeam.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cardbeam.command.BooksOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.people.User;
import io.cardbeam.console.people.Users;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code users}: who may sign in to the console. */
@Command(
    name = "users",
    description = {
      "Adds people who sign in to the console, and changes what they may do.",
      "Cardholders sign up by themselves, on the console's page. Every change is in the audit"
          + " trail."
    })
public final class UsersCommand implements Runnable {
  private static final String ROLES = "cardholder, analyst or administrator";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do? add, list, set-role, reset, unlock, disable or enable");
  }

  /** What is done to a user; gives what is to be shown. */
  private interface Change {
    Optional<String> to(Connection connection, User user) throws SQLException;
  }

  @Command(
      name = "add",
      description = {
        "Adds a user and shows a code, this once. With it the user chooses a password on the"
            + " console's page, within 24 hours."
      })
  int add(
      @Parameters(paramLabel = "NAME", description = "Whom to sign in as: " + User.NAME_FORM + ".")
          String name,
      @Option(names = "--role", required = true, paramLabel = "ROLE", description = ROLES + ".")
          String role,
      @Mixin BooksOption books)
      throws SQLException {
    if (!User.isName(name)) {
      throw new ParameterException(
          spec.commandLine(), "'" + name + "' is no user name: " + User.NAME_FORM);
    }
    Role given = role(role);
    Optional<String> code =
        AccessOption.in(
            spec,
            books,
            connection -> {
              Instant now = Instant.now();
              if (!Users.add(connection, name, given, now)) {
                return Optional.empty();
              }
              User user = Users.find(connection, name).orElseThrow();
              String made = Users.reset(connection, user, now);
              audit(connection, "user-add", name, given.text());
              return Optional.of(made);
            });
    if (code.isEmpty()) {
      return AccessOption.missing(spec, "there is a user " + name + ": users list shows all");
    }
    show(code.get());
    return ExitCode.OK;
  }

  @Command(name = "list", description = "Lists all users.")
  int list(@Mixin BooksOption books, @Mixin JsonOption json) throws SQLException {
    List<Users.Listed> users = AccessOption.in(spec, books, Users::list);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      ArrayNode all = Json.object().putArray("users");
      for (Users.Listed user : users) {
        all.addObject()
            .put("name", user.name())
            .put("role", user.role().text())
            .put("disabled", user.disabled())
            .put("totp", user.totp())
            .put("has_password", !user.waiting())
            .put("cards", user.cards())
            .put("created", user.created().toString());
      }
      out.println(Json.text(all));
    } else {
      TextTable table = new TextTable("NAME", "ROLE", "STATE", "TOTP", "CARDS", "SINCE");
      for (Users.Listed user : users) {
        table.row(
            user.name(),
            user.role().text(),
            user.disabled() ? "disabled" : user.waiting() ? "no password yet" : "enabled",
            user.totp() ? "yes" : "no",
            Long.toString(user.cards()),
            user.created().toString().substring(0, 10));
      }
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  @Command(name = "set-role", description = "Gives a user another role; the user's sessions end.")
  int setRole(
      @Parameters(index = "0", paramLabel = "NAME", description = "The user.") String name,
      @Parameters(index = "1", paramLabel = "ROLE", description = ROLES + ".") String role,
      @Mixin BooksOption books)
      throws SQLException {
    Role given = role(role);
    return change(
        books,
        name,
        (connection, user) -> {
          Users.setRole(connection, user, given);
          audit(connection, "user-set-role", name, user.role().text() + " to " + given.text());
          return Optional.empty();
        });
  }

  @Command(
      name = "reset",
      description = {
        "Shows a code, this once, with which the user chooses another password on the console's"
            + " page, within 24 hours. Until then the old one goes on working.",
        "Make sure that it is the user who asks."
      })
  int reset(
      @Parameters(paramLabel = "NAME", description = "The user.") String name,
      @Option(
              names = "--totp",
              description = "Take the one-time passwords away too, as the device was lost.")
          boolean totp,
      @Mixin BooksOption books)
      throws SQLException {
    return change(
        books,
        name,
        (connection, user) -> {
          if (totp) {
            Users.removeTotp(connection, user.id());
          }
          String code = Users.reset(connection, user, Instant.now());
          audit(
              connection,
              "user-reset",
              name,
              totp ? "password and one-time passwords" : "password");
          return Optional.of(code);
        });
  }

  @Command(
      name = "unlock",
      description =
          "Forgets wrong passwords that were tried on a user, or wrong answers on a card.")
  int unlock(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "The user.")
          @Nullable String name,
      @Option(
              names = "--card-token",
              paramLabel = "TOKEN",
              description = "The card's token, instead of a user.")
          @Nullable String cardToken,
      @Mixin BooksOption books)
      throws SQLException {
    if ((name == null) == (cardToken == null)) {
      throw new ParameterException(spec.commandLine(), "which user, or which --card-token?");
    }
    if (name != null) {
      return change(
          books,
          name,
          (connection, user) -> {
            Users.unlock(connection, user.name());
            audit(connection, "user-unlock", name, "");
            return Optional.empty();
          });
    }
    String token = String.valueOf(cardToken);
    return AccessOption.in(
        spec,
        books,
        connection -> {
          Users.unlockCard(connection, token);
          AuditTrail.append(
              connection, By.command(), "card-unlock", "card " + token, Result.DONE, "");
          return ExitCode.OK;
        });
  }

  @Command(name = "disable", description = "Lets a user in no more; the user's sessions end.")
  int disable(
      @Parameters(paramLabel = "NAME", description = "The user.") String name,
      @Mixin BooksOption books)
      throws SQLException {
    return setDisabled(books, name, true);
  }

  @Command(name = "enable", description = "Lets a disabled user in again.")
  int enable(
      @Parameters(paramLabel = "NAME", description = "The user.") String name,
      @Mixin BooksOption books)
      throws SQLException {
    return setDisabled(books, name, false);
  }

  private int setDisabled(BooksOption books, String name, boolean disabled) throws SQLException {
    return change(
        books,
        name,
        (connection, user) -> {
          Users.setDisabled(connection, user, disabled);
          audit(connection, disabled ? "user-disable" : "user-enable", name, "");
          return Optional.empty();
        });
  }

  private int change(BooksOption books, String name, Change change) throws SQLException {
    record Done(boolean found, Optional<String> code) {}
    Done done =
        AccessOption.in(
            spec,
            books,
            connection -> {
              Optional<User> user = Users.find(connection, name);
              return user.isEmpty()
                  ? new Done(false, Optional.empty())
                  : new Done(true, change.to(connection, user.get()));
            });
    done.code().ifPresent(this::show);
    return done.found()
        ? ExitCode.OK
        : AccessOption.missing(spec, "there is no user " + name + ": users list shows all");
  }

  private void show(String code) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("code  " + code);
    out.println("It is not shown again, works once, and for 24 hours.");
    out.flush();
  }

  private static void audit(Connection connection, String action, String name, String detail)
      throws SQLException {
    AuditTrail.append(connection, By.command(), action, "user:" + name, Result.DONE, detail);
  }

  private Role role(String text) {
    return Role.of(text)
        .orElseThrow(
            () ->
                new ParameterException(spec.commandLine(), "'" + text + "' is no role: " + ROLES));
  }
}
