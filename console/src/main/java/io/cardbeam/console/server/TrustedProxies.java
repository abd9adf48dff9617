package io.cardbeam.console.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Takes {@code X-Forwarded-For} and {@code X-Forwarded-Proto} from proxies that are configured, and
 * from nobody else. Of several addresses the last that is no trusted proxy is the client: what
 * stands before it was written by somebody who is not trusted.
 */
final class TrustedProxies implements HttpConfiguration.Customizer {
  private final List<AddressRange> ranges;

  TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
    if (!(peer instanceof InetSocketAddress inet) || !isTrusted(inet.getAddress())) {
      return request;
    }
    return new ForwardedRequest(
        request,
        new InetSocketAddress(client(request.getHeaders(), inet.getAddress()), 0),
        isSecure(request));
  }

  private boolean isTrusted(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private InetAddress client(HttpFields headers, InetAddress peer) {
    List<String> hops = headers.getCSV("X-Forwarded-For", false);
    InetAddress client = peer;
    for (int i = hops.size() - 1; i >= 0; i--) {
      try {
        client = AddressRange.address(hops.get(i).strip());
      } catch (IllegalArgumentException e) {
        return client;
      }
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  private static boolean isSecure(Request request) {
    List<String> schemes = request.getHeaders().getCSV("X-Forwarded-Proto", false);
    return schemes.isEmpty()
        ? request.isSecure()
        : schemes.get(schemes.size() - 1).equalsIgnoreCase("https");
  }

  private static final class ForwardedRequest extends Request.Wrapper {
    private final ConnectionMetaData connection;
    private final HttpURI uri;
    private final boolean secure;

    ForwardedRequest(Request request, InetSocketAddress client, boolean secure) {
      super(request);
      this.secure = secure;
      this.uri =
          HttpURI.build(request.getHttpURI()).scheme(secure ? "https" : "http").asImmutable();
      this.connection =
          new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
              return client;
            }

            @Override
            public boolean isSecure() {
              return secure;
            }
          };
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }
}
