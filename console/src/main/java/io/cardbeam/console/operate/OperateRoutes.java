package io.cardbeam.console.operate;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.server.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/** The routes for whoever runs the server. */
public final class OperateRoutes {
  private OperateRoutes() {}

  /**
   * All of them.
   *
   * @param metricsTo addresses that may read the metrics
   */
  public static List<Route> of(Health health, Metrics metrics, List<AddressRange> metricsTo) {
    Admission nearby =
        new Admission(
            Set.of(),
            Set.of(),
            ctx -> {
              if (!isIn(metricsTo, ctx.ip())) {
                throw new RefusedException(ProblemType.NOT_FOUND, "There is nothing at this path.");
              }
            });
    return List.of(
        Route.get("/health/live", "getLiveness", Admission.EVERYBODY, health::live),
        Route.get("/health/ready", "getReadiness", Admission.EVERYBODY, health::ready),
        Route.get("/metrics", "getMetrics", nearby, metrics::answer).producing(Metrics.MEDIA_TYPE));
  }

  private static boolean isIn(List<AddressRange> ranges, String ip) {
    try {
      InetAddress address = InetAddress.getByName(ip); // a literal: the server's own
      return ranges.stream().anyMatch(range -> range.contains(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
