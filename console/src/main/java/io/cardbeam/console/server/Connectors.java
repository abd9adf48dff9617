package io.cardbeam.console.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Connections: HTTP/1.1 and 2, in the clear or under TLS 1.2 and 1.3. */
final class Connectors {
  private static final int ACCEPT_QUEUE = 1_024;
  private static final int MAX_STREAMS = 100;
  private static final long HSTS_SECONDS = 31_536_000;

  private final InetSocketAddress address;
  private final WebLimits limits;
  private final List<AddressRange> trustedProxies;

  Connectors(InetSocketAddress address, WebLimits limits, List<AddressRange> trustedProxies) {
    this.address = address;
    this.limits = limits;
    this.trustedProxies = trustedProxies;
  }

  ServerConnector connector(Server server, Optional<TlsFiles> tls) throws IOException {
    ServerConnector connector =
        tls.isPresent() ? secure(server, tls.get()) : new ServerConnector(server, clear());
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idleTime().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.addBean(new AddressLimit(limits.connectionsOfAnAddress(), trustedProxies));
    SlowConnections slow = new SlowConnections(limits, connector.getScheduler());
    connector.addBean(slow);
    connector
        .getBeans(AbstractHTTP2ServerConnectionFactory.class)
        .forEach(http2 -> http2.addEventListener(slow.frames()));
    return connector;
  }

  private ConnectionFactory[] clear() {
    HttpConfiguration http = configuration();
    return new ConnectionFactory[] {http1(http), limited(new HTTP2CServerConnectionFactory(http))};
  }

  private ServerConnector secure(Server server, TlsFiles files) throws IOException {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(files.keyStore());
    tls.setKeyStorePassword(TlsFiles.STORE_PASSWORD);
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    HttpConfiguration http = configuration();
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    secure.setStsMaxAge(HSTS_SECONDS);
    http.addCustomizer(secure);
    HttpConnectionFactory http1 = http1(http);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, alpn.getProtocol()),
            alpn,
            limited(new HTTP2ServerConnectionFactory(http)),
            http1);
    connector.addBean(new TlsReload(files, tls, connector.getScheduler()));
    return connector;
  }

  private HttpConnectionFactory http1(HttpConfiguration configuration) {
    return new HttpConnectionFactory(configuration) {
      @Override
      public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(
            new Http1Connection(configuration, connector, endPoint, limits), connector, endPoint);
      }
    };
  }

  private AbstractHTTP2ServerConnectionFactory limited(AbstractHTTP2ServerConnectionFactory http2) {
    http2.setMaxConcurrentStreams(MAX_STREAMS);
    http2.setStreamIdleTimeout(limits.idleTime().toMillis());
    return http2;
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    if (!trustedProxies.isEmpty()) {
      http.addCustomizer(new TrustedProxies(trustedProxies));
    }
    return http;
  }
}
