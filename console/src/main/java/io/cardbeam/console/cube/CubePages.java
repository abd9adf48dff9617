package io.cardbeam.console.cube;

import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Method;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.cube.CubeService.Fresh;
import io.cardbeam.console.cube.CubeService.StarState;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.render.ArrowRows;
import io.cardbeam.query.render.CsvRows;
import io.cardbeam.query.render.ParquetRows;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The cube over HTTP: {@code GET
 * /v1/cube?rows=state,category&columns=quarter&measures=count,amount&where=year = 2020} with its
 * cells, what can be asked, the rows of a cell, and saved views.
 */
public final class CubePages implements AutoCloseable {
  /** Media type of Arrow's IPC stream. */
  public static final String ARROW = "application/vnd.apache.arrow.stream";

  /** Media type of Parquet. */
  public static final String PARQUET = "application/vnd.apache.parquet";

  /** Media type of CSV. */
  public static final String CSV = "text/csv";

  private static final int OK = 200;
  private static final String FORMAT = "format";

  private enum Format {
    arrow,
    json,
    csv,
    parquet
  }

  private final Optional<CubeService> service;
  private final AuditedReads audited;
  private final ExecutorService noting = Executors.newCachedThreadPool(CubePages::daemon);
  private final CubeRowPages rows;
  private final CubeViewPages views;

  /**
   * Pages.
   *
   * @param warehouse of a star; empty for a console without one
   * @param books what came since the star was built, and statements
   * @param access database of people and their views
   * @param audited where each question is noted
   */
  public CubePages(
      Optional<Warehouse> warehouse,
      BooksConnection books,
      Database access,
      AuditedReads audited,
      InstantSource clock) {
    this.service = warehouse.map(it -> new CubeService(it, books, clock));
    this.audited = audited;
    this.rows = new CubeRowPages(this::service, new StatementLines(books), audited);
    this.views = new CubeViewPages(access);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cube-audit");
    thread.setDaemon(true);
    return thread;
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    Admission programs =
        control.keyOrSession(Scope.ANALYTICS_READ, Role.ANALYST, Role.ADMINISTRATOR);
    Admission people = control.session(Role.ANALYST, Role.ADMINISTRATOR);
    return List.of(
        Route.get("/v1/cube", "askCube", programs, this::answer)
            .producing(ARROW, Route.JSON, CSV, PARQUET),
        Route.get("/v1/cube/catalogue", "getCubeCatalogue", programs, this::catalogue),
        Route.get("/v1/cube/rows", "listCubeRows", people, rows::list),
        Route.get(
            "/v1/cube/authorizations/{key}", "getCubeAuthorization", people, rows::authorization),
        Route.get("/v1/cube/transactions/{key}", "getCubeTransaction", people, rows::transaction),
        Route.get("/v1/cube/views", "listCubeViews", people, views::list),
        Route.post("/v1/cube/views", "saveCubeView", people, views::save),
        Route.post("/v1/cube/views/{view_id}", "changeCubeView", people, views::change)
            .by(Method.PUT),
        Route.post("/v1/cube/views/{view_id}", "removeCubeView", people, views::remove)
            .taking(Body.NONE)
            .producing()
            .by(Method.DELETE));
  }

  private CubeService service() throws RefusedException {
    return service.orElseThrow(
        () ->
            new RefusedException(
                ProblemType.NOT_FOUND, "this console has no warehouse: start it with --warehouse"));
  }

  private void catalogue(Context ctx) {
    StarState state =
        service
            .map(CubeService::state)
            .orElseGet(() -> new StarState(Optional.empty(), Optional.empty(), Optional.empty()));
    Json.answer(ctx, OK, CubeCatalogue.of(state));
  }

  void answer(Context ctx)
      throws RefusedException, IOException, InterruptedException, SQLException {
    CubeService cube = service();
    QueryParameters given = CubeParameters.of(ctx, Set.of(FORMAT));
    Format format =
        given.oneOf(FORMAT, List.of(Format.values()), Format::name).orElse(Format.arrow);
    try {
      CubeQuery query = CubeParameters.query(given);
      Future<?> noted = noting.submit(() -> note(ctx));
      Fresh<CubeAnswer> answer;
      try {
        answer = cube.answer(query);
      } finally {
        await(noted);
      }
      write(ctx, answer, format);
    } catch (QueryException e) {
      throw new RefusedException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }
  }

  /** Beside the question, which touches nothing of its request; it is answered when it is noted. */
  private @Nullable Void note(Context ctx) throws SQLException {
    audited.note(ctx, "cube", String.valueOf(ctx.queryString()));
    return null;
  }

  private static void await(Future<?> noted) throws SQLException, InterruptedException {
    try {
      noted.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void write(Context ctx, Fresh<CubeAnswer> answer, Format format)
      throws IOException {
    ctx.header("Cache-Control", "no-store");
    switch (format) {
      case json -> ctx.contentType(Route.JSON).result(CubeJson.of(answer));
      case csv -> {
        StringWriter text = new StringWriter();
        answer.answer().to(new CsvRows(text));
        ctx.contentType(CSV)
            .header("Content-Disposition", "attachment; filename=\"cube.csv\"")
            .result(text.toString().getBytes(StandardCharsets.UTF_8));
      }
      case parquet -> {
        try (ParquetRows rows = new ParquetRows()) {
          answer.answer().to(rows);
          ctx.contentType(PARQUET)
              .header("Content-Disposition", "attachment; filename=\"cube.parquet\"")
              .result(rows.file());
        }
      }
      case arrow -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowRows rows = new ArrowRows(bytes)) {
          answer.answer().to(rows);
        }
        ctx.contentType(ARROW).result(bytes.toByteArray());
      }
    }
  }

  @Override
  public void close() {
    service.ifPresent(CubeService::close);
    noting.shutdown();
    rows.close();
  }
}
