package io.cardbeam.console.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server lives, and whether it can serve. What it depends on is looked at every {@value
 * #PERIOD_SECONDS} seconds on a thread of its own; asking costs a look at the last results, whoever
 * asks how often. A load balancer takes out who is not ready: that is only who can't take payments,
 * since what else is missing is missing at every other server too.
 */
public final class Health implements AutoCloseable {
  /** How often the checks are made. */
  static final int PERIOD_SECONDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Set<String> required;
  private final Map<String, Boolean> up = new LinkedHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "health");
            made.setDaemon(true);
            return made;
          });

  /** Looks whether something is there. */
  @FunctionalInterface
  public interface Check {
    /**
     * Ends without an exception, in a second or so, if it is.
     *
     * @throws Exception if it is not
     */
    void make() throws Exception;

    /** Lets go of what it holds. */
    default void close() {}
  }

  private Health(Map<String, Check> required, Map<String, Check> helpful) {
    this.checks.putAll(required);
    this.checks.putAll(helpful);
    this.required = Set.copyOf(required.keySet());
    this.checks.keySet().forEach(name -> up.put(name, false));
  }

  /**
   * Starts to look.
   *
   * @param required what payments can't go on without, by name, such as {@code kafka}
   * @param helpful what they can go on without for a while
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what it does never fails
  public static Health start(Map<String, Check> required, Map<String, Check> helpful) {
    Health health = new Health(required, helpful);
    health.thread.scheduleWithFixedDelay(health::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    return health;
  }

  private void look() {
    checks.forEach(this::look);
  }

  private void look(String name, Check check) {
    boolean now;
    String why = "";
    try {
      check.make();
      now = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (Exception e) {
      now = false;
      why = e.toString();
    }
    synchronized (up) {
      Boolean before = up.put(name, now);
      if (Boolean.TRUE.equals(before) && !now) {
        LOG.warn("{} can't be reached: {}", name, why);
      } else if (Boolean.FALSE.equals(before) && now) {
        LOG.info("{} is there", name);
      }
    }
  }

  /** {@code GET /health/live}: that the process answers at all. */
  public void live(Context ctx) {
    Json.answer(ctx, OK, Json.object().put("status", "live"));
  }

  /**
   * {@code GET /health/ready}: {@code ready}; {@code degraded}, where something is missing that
   * payments go on without; {@code not_ready}, with 503, where they can't go on. And each check.
   */
  public void ready(Context ctx) {
    ObjectNode node = Json.object();
    boolean serves;
    synchronized (up) {
      serves = required.stream().allMatch(name -> Boolean.TRUE.equals(up.get(name)));
      String whole = up.containsValue(false) ? "degraded" : "ready";
      node.put("status", serves ? whole : "not_ready");
      ObjectNode each = node.putObject("checks");
      up.forEach((name, there) -> each.put(name, there ? "up" : "down"));
    }
    Json.answer(ctx, serves ? OK : UNAVAILABLE, node);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    for (Check check : checks.values()) {
      check.close();
    }
  }
}
