package io.cardbeam.console.people;

import io.cardbeam.console.audit.AuditTrail.By;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Who asks, before anything is known of them.
 *
 * @param address that the request came from
 * @param deviceCookie what the browser sent as such; empty for nothing
 */
public record Visitor(String address, String deviceCookie) {
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  /** The actor of an entry in the audit trail. */
  By somebody() {
    return By.somebody(address);
  }

  /** This actor, from here. */
  By as(String userName) {
    return new By("user:" + userName, address);
  }

  /** The address or, of IPv6, its /64: what one subscriber has. */
  String network() {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == IPV6_BYTES
          ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), IPV6_BYTES))
              .getHostAddress()
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
