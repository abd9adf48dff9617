package io.cardbeam.local;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.query.StoredTable;
import io.cardbeam.query.StoredTables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Damages that are made at once, so that one reconciliation sees several: each to another table,
 * and such that the rows which show the one are not read from a table of another.
 */
final class DamageRounds {
  private static final Pattern TABLE = Pattern.compile("\\bbooks\\.(\\w+)");

  /** Compared tables that read a table, by its name. */
  private final Map<String, Set<String>> readers = new HashMap<>();

  private final Set<String> compared = new HashSet<>();

  /**
   * @param statements each damages one row; the first that the schema lets through is the one
   */
  record Damage(String table, String name, List<String> statements) {}

  DamageRounds() {
    for (StoredTable table : StoredTables.all()) {
      Set<String> read = new TreeSet<>();
      TABLE.matcher(table.stored()).results().map(found -> found.group(1)).forEach(read::add);
      add(table.name(), read);
    }
    // Each balance is compared with the sum of its card's transfers.
    add("cardholder_balance", Set.of("ledger_transfer"));
    Set<String> read = new TreeSet<>(Set.of("card"));
    Arrays.stream(StatementTable.values()).map(StatementTable::tableName).forEach(read::add);
    for (StatementTable table : StatementTable.values()) {
      add(table.tableName(), read);
    }
  }

  private void add(String table, Set<String> read) {
    compared.add(table);
    for (String name : read) {
      readers.computeIfAbsent(name, any -> new HashSet<>()).add(table);
    }
  }

  /** The compared tables that show a damage of a table and, in its round, of no other. */
  Set<String> shownBy(String table) {
    return compared.contains(table) ? Set.of(table) : readersOf(table);
  }

  private Set<String> readersOf(String table) {
    return readers.getOrDefault(table, Set.of());
  }

  /** All of them, each once, in few rounds: the tables with most to do take part in each. */
  List<List<Damage>> of(Collection<Damage> damages) {
    Map<String, Deque<Damage>> left = new TreeMap<>();
    for (Damage damage : damages) {
      left.computeIfAbsent(damage.table(), any -> new ArrayDeque<>()).add(damage);
    }
    List<Deque<Damage>> queues = new ArrayList<>(left.values());
    List<List<Damage>> rounds = new ArrayList<>();
    while (!queues.isEmpty()) {
      queues.sort(Comparator.comparing(Deque::size, Comparator.reverseOrder()));
      List<Damage> round = new ArrayList<>();
      for (Deque<Damage> queue : queues) {
        String table = queue.element().table();
        if (round.stream().noneMatch(other -> disturb(other.table(), table))) {
          round.add(queue.remove());
        }
      }
      rounds.add(round);
      queues.removeIf(Deque::isEmpty);
    }
    return rounds;
  }

  private boolean disturb(String one, String other) {
    return !Collections.disjoint(shownBy(one), readersOf(other))
        || !Collections.disjoint(shownBy(other), readersOf(one));
  }
}
