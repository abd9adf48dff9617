package io.cardbeam.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.page.PageRoutes;
import io.cardbeam.console.server.WebServer;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.console.weblog.WeblogPages;
import io.cardbeam.flink.Ports;
import io.cardbeam.local.WorkFolder;
import io.cardbeam.local.search.LocalSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small console whose page of web logs is over a real node of OpenSearch; whoever looks is an
 * analyst. Others beside it have an empty index, or none.
 */
final class WeblogConsole implements AutoCloseable {
  private final WorkFolder folder;
  private final LocalSearch search;
  private final Chromium chromium;
  private final List<WebServer> servers = new ArrayList<>();
  private final WeblogsOnTrial hits;

  private WeblogConsole(WorkFolder folder, LocalSearch search, Chromium chromium)
      throws IOException {
    this.folder = folder;
    this.search = search;
    this.chromium = chromium;
    hits = new WeblogsOnTrial(search.connection());
    serve(Optional.of(hits.index()));
    serve(Optional.of(new WeblogIndex(search.connection(), WeblogsOnTrial.EMPTY)));
    serve(Optional.empty());
  }

  static WeblogConsole start() {
    System.setProperty("cardbeam.search", "../../runners/search/target");
    try {
      WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-weblogs");
      Ports ports = new Ports(folder.path().resolve("ports.properties"));
      Files.createDirectories(folder.path().resolve("log"));
      LocalSearch search =
          LocalSearch.start(
              folder.path().resolve("opensearch"),
              folder.path().resolve("log").resolve("opensearch.log"),
              ports.port("http"),
              ports.port("nodes"),
              LocalSearch.HEAP_MIB);
      WeblogConsole console = new WeblogConsole(folder, search, Chromium.launch());
      console.hits.fill(Instant.now());
      return console;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Optional<WeblogIndex> index) throws IOException {
    List<Route> routes = new ArrayList<>(PageRoutes.routes());
    ObjectNode analyst = Json.object().put("user", "analyst").put("role", "analyst");
    analyst.putArray("cards");
    routes.add(
        Route.get(
            "/v1/session",
            "getSession",
            Admission.EVERYBODY,
            ctx -> Json.answer(ctx, 200, analyst)));
    routes.addAll(new WeblogPages(index, InstantSource.system()).routes(Admission.EVERYBODY));
    servers.add(
        WebServer.start(
            new RouteTable(routes),
            WebServer.Settings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))));
  }

  /** The hits in its index. */
  WeblogsOnTrial hits() {
    return hits;
  }

  Visit visit(Look look) {
    return visit(look, servers.get(0));
  }

  /** Of a console whose index is empty. */
  Visit visitEmpty(Look look) {
    return visit(look, servers.get(1));
  }

  /** Of a console without an index. */
  Visit visitWithout(Look look) {
    return visit(look, servers.get(2));
  }

  /** Of a report that is a file. */
  Visit visitReport(Look look, Path report) {
    return new Visit(chromium.browser().newContext(look.options()), report.toUri().toString());
  }

  private Visit visit(Look look, WebServer server) {
    String address = "http://127.0.0.1:" + server.port();
    BrowserContext context = chromium.browser().newContext(look.options().setBaseURL(address));
    return new Visit(context, address);
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    servers.forEach(WebServer::close);
    search.close();
    folder.close();
  }
}
