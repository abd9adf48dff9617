package io.cardbeam.console.audit;

import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.database.Database;
import io.javalin.http.Context;
import java.sql.SQLException;

/**
 * Notes in the audit trail who looks at cardholders' data, before they see it: what can't be noted
 * is not shown.
 */
@FunctionalInterface
public interface AuditedReads {
  /**
   * Notes that the caller of this request is about to see something.
   *
   * @param action what, for instance {@code card-look-up}
   * @param target of what
   * @throws SQLException if it can't be noted
   */
  void note(Context ctx, String action, String target) throws SQLException;

  /** Reads that are noted in this database. */
  static AuditedReads in(Database database) {
    return (ctx, action, target) -> {
      AuditTrail.By by = new AuditTrail.By(AccessControl.caller(ctx).auditName(), ctx.ip());
      database.change(
          connection ->
              AuditTrail.append(connection, by, action, target, AuditTrail.Result.DONE, ""));
    };
  }
}
