package io.cardbeam.console.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses, {@code 10.0.0.0/8}, {@code fd00::/8} or one address.
 *
 * @param network first address
 * @param bits how many leading bits are the same in all
 */
public record AddressRange(InetAddress network, int bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*");

  /**
   * A range as it is written.
   *
   * @throws IllegalArgumentException if it is none, or has bits beyond its prefix
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    int most = network.getAddress().length * Byte.SIZE;
    try {
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      AddressRange range = new AddressRange(network, bits);
      if (bits >= 0 && bits <= most && range.hasNoOtherBits()) {
        return range;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a range of addresses such as 10.0.0.0/8");
  }

  /**
   * An address as it is written, never a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static InetAddress address(String text) {
    try {
      if (LITERAL.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException e) {
      // Told below.
    }
    throw new IllegalArgumentException("'" + text + "' is not an address");
  }

  private boolean hasNoOtherBits() {
    byte[] own = network.getAddress();
    for (int i = bits; i < own.length * Byte.SIZE; i++) {
      if (bit(own, i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (bit(own, i) != bit(other, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] bytes, int index) {
    return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
  }
}
