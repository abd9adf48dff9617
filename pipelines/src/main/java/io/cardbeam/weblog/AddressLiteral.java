package io.cardbeam.weblog;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Internet addresses as logs write them. A name is never looked up. */
final class AddressLiteral {
  private static final int IPV4_BYTES = 4;
  private static final int MAX_OCTET = 255;
  private static final int MAX_OCTET_DIGITS = 3;
  private static final int MAX_CHARS = 64;

  /** What of an address is kept where it is shortened: /24 and /48. */
  private static final int IPV4_KEPT_BYTES = 3;

  private static final int IPV6_KEPT_BYTES = 6;

  private AddressLiteral() {}

  /** The address, which may be in brackets and have a port; empty for a name. */
  static Optional<InetAddress> of(String host) {
    String literal = withoutPort(host);
    return literal.indexOf(':') >= 0 ? ipv6(literal) : ipv4(literal);
  }

  /** {@code 192.0.2.1} of {@code 192.0.2.1:80}, {@code ::1} of {@code [::1]:80}. */
  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
  }

  private static Optional<InetAddress> ipv4(String literal) {
    byte[] bytes = new byte[IPV4_BYTES];
    int at = 0;
    for (int part = 0; part < IPV4_BYTES; part++) {
      int start = at;
      int octet = 0;
      while (at < literal.length() && literal.charAt(at) >= '0' && literal.charAt(at) <= '9') {
        octet = Math.min(octet * 10 + literal.charAt(at) - '0', MAX_OCTET + 1);
        at++;
      }
      boolean ends = part == IPV4_BYTES - 1 ? at == literal.length() : isDot(literal, at);
      if (at == start || at - start > MAX_OCTET_DIGITS || octet > MAX_OCTET || !ends) {
        return Optional.empty();
      }
      bytes[part] = (byte) octet;
      at++;
    }
    return Optional.of(ofBytes(bytes));
  }

  private static boolean isDot(String literal, int at) {
    return at < literal.length() && literal.charAt(at) == '.';
  }

  private static Optional<InetAddress> ipv6(String literal) {
    if (literal.length() > MAX_CHARS || !literal.chars().allMatch(AddressLiteral::isOfIpv6)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal)); // with a colon it is never looked up
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfIpv6(int c) {
    return (Character.digit(c, 16) >= 0 && c < 0x80) || c == ':' || c == '.';
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes", e);
    }
  }

  /** The first address of its network: /24, of IPv6 /48. */
  static InetAddress shortened(InetAddress address) {
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, keptBytes(address), bytes.length, (byte) 0);
    return ofBytes(bytes);
  }

  /** Its network, such as {@code 192.0.2.0/24}. */
  static String network(InetAddress address) {
    return text(shortened(address)) + "/" + keptBytes(address) * Byte.SIZE;
  }

  private static int keptBytes(InetAddress address) {
    return address instanceof Inet4Address ? IPV4_KEPT_BYTES : IPV6_KEPT_BYTES;
  }

  /** The address as RFC 5952 writes it: the longest run of zeros as two colons. */
  static String text(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int groups = bytes.length / 2;
    int bestStart = -1;
    int bestLength = 1;
    for (int start = 0; start < groups; start++) {
      int end = start;
      while (end < groups && bytes[2 * end] == 0 && bytes[2 * end + 1] == 0) {
        end++;
      }
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
            .append(Integer.toHexString(((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff)));
      }
    }
    return text.toString();
  }
}
