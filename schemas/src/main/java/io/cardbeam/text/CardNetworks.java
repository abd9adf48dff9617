package io.cardbeam.text;

/**
 * Prefixes and lengths of card numbers by network, as the networks publish them (ISO/IEC 7812
 * issuer identification numbers). Numbers that begin with 1, airlines' own cards, are left out:
 * times in milliseconds begin so.
 */
final class CardNetworks {
  /** Digits of a prefix. */
  static final int PREFIX_DIGITS = 4;

  /** By prefix, a bit for each length that some network issues. */
  private static final int[] LENGTHS = new int[10_000];

  static {
    network(4000, 4999, 13, 16, 19); // Visa
    network(5100, 5599, 16); // Mastercard
    network(2221, 2720, 16); // Mastercard
    network(3400, 3499, 15); // American Express
    network(3700, 3799, 15); // American Express
    network(6011, 6011, 16, 17, 18, 19); // Discover
    network(6440, 6599, 16, 17, 18, 19); // Discover
    network(3528, 3589, 16, 17, 18, 19); // JCB
    network(6200, 6299, 16, 17, 18, 19); // UnionPay
    network(8100, 8299, 16, 17, 18, 19); // UnionPay, RuPay
    network(3000, 3059, 14, 15, 16, 17, 18, 19); // Diners Club
    network(3090, 3099, 14, 15, 16, 17, 18, 19); // Diners Club
    network(3600, 3699, 14, 15, 16, 17, 18, 19); // Diners Club
    network(3800, 3999, 14, 15, 16, 17, 18, 19); // Diners Club
    network(5000, 5099, 13, 14, 15, 16, 17, 18, 19); // Maestro
    network(5600, 5899, 13, 14, 15, 16, 17, 18, 19); // Maestro
    network(6000, 6999, 13, 14, 15, 16, 17, 18, 19); // Maestro
    network(2200, 2204, 16, 17, 18, 19); // Mir
    network(9792, 9792, 16); // Troy
  }

  private CardNetworks() {}

  private static void network(int fromPrefix, int toPrefix, int... lengths) {
    for (int prefix = fromPrefix; prefix <= toPrefix; prefix++) {
      for (int length : lengths) {
        LENGTHS[prefix] |= 1 << length;
      }
    }
  }

  /** Whether some network issues numbers of this length that begin so. */
  static boolean issues(int prefix, int length) {
    return (LENGTHS[prefix] & 1 << length) != 0;
  }
}
