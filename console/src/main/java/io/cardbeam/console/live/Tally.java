package io.cardbeam.console.live;

import io.cardbeam.console.live.Figures.Authenticity;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Counts live requests, of which none has a label yet. */
final class Tally {
  private long approved;
  private long referred;
  private long declined;
  private final Map<String, BigInteger> approvedMinor = new TreeMap<>();
  private long suspected;

  void add(LiveRequest request) {
    if (request.suspected()) {
      suspected++;
    }
    switch (request.outcome()) {
      case APPROVED -> {
        approved++;
        approvedMinor.merge(
            request.currency(), BigInteger.valueOf(request.amountMinor()), BigInteger::add);
      }
      case REFERRED -> referred++;
      case DECLINED -> declined++;
    }
  }

  Figures figures() {
    return new Figures(
        approved,
        referred,
        declined,
        Authenticity.NONE,
        new Authenticity(approved + referred + declined - suspected, suspected),
        Map.copyOf(approvedMinor));
  }
}
