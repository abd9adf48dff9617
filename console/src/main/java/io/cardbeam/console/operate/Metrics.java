package io.cardbeam.console.operate;

import io.cardbeam.console.http.Exchange;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Figures for Prometheus: each request's time by route and status, requests in flight, the JVM, and
 * whatever others register. Routes are those of the table, so that nobody can make more series by
 * asking for paths that are not there.
 */
public final class Metrics implements RequestLog, AutoCloseable {
  /** What {@code /metrics} answers with. */
  public static final String MEDIA_TYPE = "text/plain";

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(15),
    Duration.ofMillis(20),
    Duration.ofMillis(30),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<Served, Timer> timers = new ConcurrentHashMap<>();
  private final List<AutoCloseable> binders = new ArrayList<>();

  private record Served(String route, int status) {}

  /**
   * Figures of a server.
   *
   * @param inFlight requests that are being served
   */
  public Metrics(AtomicInteger inFlight) {
    Gauge.builder("http.server.requests.in.flight", inFlight, AtomicInteger::get)
        .description("Requests that are being served.")
        .register(registry);
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(registry);
    binders.add(gc);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Where others register what they count. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Counts lines of the access log that were not written. */
  public void countDroppedLines(Supplier<Number> dropped) {
    FunctionCounter.builder("access.log.dropped.lines", dropped, d -> d.get().doubleValue())
        .description("Lines of the access log that were not written.")
        .register(registry);
  }

  /** Counts requests whose key is none, or not valid any more. */
  public void countWrongKeys(Supplier<Number> wrong) {
    FunctionCounter.builder("gateway.wrong.keys", wrong, w -> w.get().doubleValue())
        .description("Requests with a key that is not valid.")
        .register(registry);
  }

  /** Adds the figures of a consumer, such as how far it lags behind its topics. */
  public void watch(Consumer<?, ?> consumer) {
    KafkaClientMetrics metrics = new KafkaClientMetrics(consumer);
    metrics.bindTo(registry);
    synchronized (binders) {
      binders.add(metrics);
    }
  }

  @Override
  public void log(Request request, Response response) {
    String route =
        request.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange exchange
            ? exchange.route()
            : Exchange.NO_ROUTE;
    timers
        .computeIfAbsent(new Served(route, response.getStatus()), this::timer)
        .record(System.nanoTime() - request.getBeginNanoTime(), TimeUnit.NANOSECONDS);
  }

  private Timer timer(Served served) {
    return Timer.builder("http.server.requests")
        .description("Time from the first byte of a request to the last of its answer.")
        .tag("route", served.route())
        .tag("status", Integer.toString(served.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** {@code GET /metrics}. */
  public void answer(Context ctx) {
    ctx.contentType(CONTENT_TYPE).header("Cache-Control", "no-store").result(registry.scrape());
  }

  @Override
  public void close() {
    synchronized (binders) {
      for (AutoCloseable binder : binders) {
        try {
          binder.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
    registry.close();
  }
}
