package io.cardbeam.console.gateway;

import io.cardbeam.token.CardTokenizer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an event says of the shopper's device: nothing that names an address, and the same for the
 * same device.
 *
 * @param country ISO 3166-1 alpha-2
 * @param network pseudonym of the /24 or /48
 * @param address pseudonym of the address
 * @param agent pseudonym of the user agent
 */
record Client(
    Optional<String> country,
    Optional<String> network,
    Optional<String> address,
    Optional<String> agent) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 6;

  /**
   * The address in a text of numbers; a name is none, and is looked up nowhere.
   *
   * @param text IPv4 with dots or IPv6
   */
  static Optional<InetAddress> parse(String text) {
    boolean looksRight = ADDRESS.matcher(text).matches() && (text.contains(":") || isIpv4(text));
    try {
      return looksRight ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * What an event says.
   *
   * @param countries tells an address's country, where it knows
   */
  static Client of(
      Optional<InetAddress> address,
      Optional<String> userAgent,
      CardTokenizer key,
      Function<InetAddress, Optional<String>> countries) {
    return new Client(
        address.flatMap(countries),
        address.map(a -> key.pseudonym("network", network(a))),
        address.map(a -> key.pseudonym("address", hex(a.getAddress()))),
        userAgent.map(agent -> key.pseudonym("agent", agent)));
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    return parts.length == IPV4_BYTES
        && Arrays.stream(parts).allMatch(p -> p.matches("0|[1-9][0-9]{0,2}"));
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int kept = bytes.length == IPV4_BYTES ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
    return hex(Arrays.copyOf(bytes, kept));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
