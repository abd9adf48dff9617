package io.cardbeam.console.cube;

import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.render.ArrowRows;
import io.cardbeam.query.render.JsonRows;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/cube?rows=state,category&columns=quarter&measures=count,amount&where=year = 2020}:
 * the cells of a cube, as Arrow's IPC stream or, with {@code format=json}, as JSON.
 */
public final class CubePages implements AutoCloseable {
  /** Media type of Arrow's IPC stream. */
  public static final String ARROW = "application/vnd.apache.arrow.stream";

  private static final String JSON = "application/json";

  private final Optional<CubeService> service;
  private final AuditedReads audited;

  /**
   * @param warehouse folder of the star; empty for a console without one
   * @param audited where each question is noted
   */
  public CubePages(Optional<Path> warehouse, AuditedReads audited) {
    this.service = warehouse.map(CubeService::new);
    this.audited = audited;
  }

  /**
   * Answers.
   *
   * @throws RefusedException if there is no warehouse, or the question can't be answered
   * @throws SQLException if it can't be noted who asks
   */
  public void answer(Context ctx)
      throws RefusedException, IOException, InterruptedException, SQLException {
    CubeService open =
        service.orElseThrow(
            () ->
                new RefusedException(
                    ProblemType.NOT_FOUND,
                    "this console has no warehouse: start it with --warehouse"));
    try {
      CubeQuery query = query(ctx);
      audited.note(ctx, "cube", String.valueOf(ctx.queryString()));
      CubeAnswer answer = open.ask(query);
      if ("json".equals(ctx.queryParam("format"))) {
        StringWriter text = new StringWriter();
        answer.to(new JsonRows(text));
        ctx.contentType(JSON).result(text.toString());
      } else {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowRows rows = new ArrowRows(bytes)) {
          answer.to(rows);
        }
        ctx.contentType(ARROW).result(bytes.toByteArray());
      }
    } catch (QueryException e) {
      throw new RefusedException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }
  }

  private static CubeQuery query(Context ctx) throws QueryException {
    return CubeQuery.of(
        fact(ctx.queryParam("fact")),
        names(ctx, "rows"),
        names(ctx, "columns"),
        names(ctx, "measures").isEmpty() ? List.of("count") : names(ctx, "measures"),
        ctx.queryParams("where"),
        "true".equals(ctx.queryParam("totals")));
  }

  private static CubeFact fact(@Nullable String name) throws QueryException {
    if (name == null) {
      return CubeFact.authorization;
    }
    return Arrays.stream(CubeFact.values())
        .filter(fact -> fact.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new QueryException("fact is authorization or transaction"));
  }

  private static List<String> names(Context ctx, String parameter) {
    String text = ctx.queryParam(parameter);
    return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
  }

  @Override
  public void close() {
    service.ifPresent(CubeService::close);
  }
}
