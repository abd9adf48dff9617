package io.cardbeam.console.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Ends connections beyond a number from one address, so that no address can take all. Many callers
 * may stand behind an address, so the number is generous, and a trusted proxy has none.
 */
final class AddressLimit extends AbstractLifeCycle implements Connection.Listener {
  private final int most;
  private final List<AddressRange> exempt;
  private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /** Whose each connection is: a closed one does not know it any more. */
  private final ConcurrentHashMap<Connection, InetAddress> addresses = new ConcurrentHashMap<>();

  AddressLimit(int most, List<AddressRange> exempt) {
    this.most = most;
    this.exempt = List.copyOf(exempt);
  }

  @Override
  public void onOpened(Connection connection) {
    address(connection)
        .ifPresent(
            address -> {
              addresses.put(connection, address);
              if (open.merge(address, 1, Integer::sum) > most) {
                connection.getEndPoint().close();
              }
            });
  }

  @Override
  public void onClosed(Connection connection) {
    InetAddress address = addresses.remove(connection);
    if (address != null) {
      open.computeIfPresent(address, (a, n) -> n > 1 ? n - 1 : null);
    }
  }

  /** Of what is to be counted: not of what goes through a connection that is counted already. */
  private Optional<InetAddress> address(Connection connection) {
    if (connection.getEndPoint() instanceof SslEndPoint
        || !(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer)
        || exempt.stream().anyMatch(range -> range.contains(peer.getAddress()))) {
      return Optional.empty();
    }
    return Optional.of(peer.getAddress());
  }
}
