package io.cardbeam.console.hostile;

import java.util.ArrayList;
import java.util.List;

/** Hostile requests, each with what must be answered. */
public final class HostileTable {
  /** The card number that no answer may repeat. */
  public static final String CARD = HostileBodies.CARD;

  private HostileTable() {}

  /** All of them, in a fixed order. */
  public static List<HostileRequest> rows() {
    List<HostileRequest> all = new ArrayList<>(HostileBodies.all());
    all.addAll(HostileOperations.all());
    all.addAll(HostileAddresses.all());
    all.addAll(HostileHeaders.all());
    return all;
  }
}
