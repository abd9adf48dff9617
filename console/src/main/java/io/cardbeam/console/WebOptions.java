package io.cardbeam.console;

import io.cardbeam.console.server.AddressRange;
import io.cardbeam.console.server.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a console meets the network.
 *
 * @param address to listen on; port 0 for any that is free
 * @param tls empty to serve in the clear
 * @param trustedProxies whose word on the client's address and scheme is taken
 * @param accessLog empty for none
 * @param metricsTo who may read {@code /metrics}; for others there is nothing there
 */
public record WebOptions(
    InetSocketAddress address,
    Optional<TlsFiles> tls,
    List<AddressRange> trustedProxies,
    Optional<Path> accessLog,
    List<AddressRange> metricsTo) {
  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1"));

  /** Copies the lists. */
  public WebOptions {
    trustedProxies = List.copyOf(trustedProxies);
    metricsTo = List.copyOf(metricsTo);
  }

  /** In the clear, without a log, metrics for this machine. */
  public static WebOptions on(String host, int port) {
    return new WebOptions(
        new InetSocketAddress(host, port), Optional.empty(), List.of(), Optional.empty(), LOOPBACK);
  }

  /** With metrics for these too. */
  public WebOptions metricsAlsoTo(List<AddressRange> others) {
    List<AddressRange> all = new ArrayList<>(LOOPBACK);
    all.addAll(others);
    return new WebOptions(address, tls, trustedProxies, accessLog, all);
  }
}
