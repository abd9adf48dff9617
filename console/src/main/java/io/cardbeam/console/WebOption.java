package io.cardbeam.console;

import io.cardbeam.console.server.AddressRange;
import io.cardbeam.console.server.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options on TLS, proxies, access log and metrics. */
final class WebOption {
  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate of the server and of those that vouch for it, PEM. A renewed one is taken"
              + " within a minute. Default: none, HTTP in the clear.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate, PEM of PKCS #8 without a password.")
  private @Nullable Path key;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "RANGE",
      split = ",",
      description =
          "Addresses of proxies, as in 10.0.0.0/8, whose X-Forwarded-For and X-Forwarded-Proto are"
              + " taken. Default: none.")
  private List<String> proxies = new ArrayList<>();

  @Option(
      names = "--metrics-to",
      paramLabel = "RANGE",
      split = ",",
      description = "Addresses beside this machine's that may read /metrics. Default: none.")
  private List<String> metricsTo = new ArrayList<>();

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description =
          "Log of requests in Apache's combined format, without card numbers and values of queries;"
              + " put aside daily and at 100 MiB, 30 files are kept. Default: none.")
  private @Nullable Path accessLog;

  boolean isSecure() {
    return certificate != null;
  }

  WebOptions options(CommandSpec spec, String host, int port) {
    return new WebOptions(
            new InetSocketAddress(host, port),
            tls(spec),
            ranges(spec, "--trusted-proxy", proxies),
            Optional.ofNullable(accessLog),
            List.of())
        .metricsAlsoTo(ranges(spec, "--metrics-to", metricsTo));
  }

  private Optional<TlsFiles> tls(CommandSpec spec) {
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw new ParameterException(
          spec.commandLine(), "--tls-cert and --tls-key are given together");
    }
    return Optional.of(new TlsFiles(certificate, key));
  }

  private static List<AddressRange> ranges(CommandSpec spec, String option, List<String> texts) {
    try {
      return texts.stream().map(AddressRange::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
