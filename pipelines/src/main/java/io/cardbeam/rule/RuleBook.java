package io.cardbeam.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.wire.RuleRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All rules and lists ever published, with the times at which they count: a request meets those
 * that were in force at its own event time, whenever it is decided. Immutable. A set of records: in
 * whatever order and how often they are added, the book is the same (up to its limits).
 */
public final class RuleBook {
  /** Most rules, in any state. */
  public static final int MAX_RULES = 500;

  /** Most versions of all rules together. */
  public static final int MAX_VERSIONS = 5_000;

  /** Most entries of all lists together. */
  public static final int MAX_LIST_ENTRIES = 100_000;

  private final RuleCompiler compiler;
  private final Map<String, RuleHistory> rules;
  private final CardLists lists;
  private final Epochs epochs;
  private final int versions;

  private RuleBook(RuleCompiler compiler, Map<String, RuleHistory> rules, CardLists lists) {
    this.compiler = compiler;
    this.rules = Collections.unmodifiableMap(rules);
    this.lists = lists;
    this.epochs = new Epochs(this.rules.values(), compiler);
    this.versions = rules.values().stream().mapToInt(history -> history.versions().size()).sum();
  }

  /** A book without rules, whose conditions this compiler reads. */
  public static RuleBook empty(RuleCompiler compiler) {
    return new RuleBook(compiler, new TreeMap<>(), CardLists.EMPTY);
  }

  /**
   * A book and what it had no room for.
   *
   * @param refused records beyond the limits
   */
  public record Grown(RuleBook book, List<RuleRecord> refused) {}

  /** This book with one more record, or this book if there is no room or it is known. */
  public RuleBook plus(RuleRecord record) {
    return plusAll(List.of(record)).book();
  }

  /** This book with more records, as far as there is room. */
  public Grown plusAll(Collection<? extends RuleRecord> records) {
    Map<String, RuleHistory> allRules = new TreeMap<>(rules);
    CardLists.Draft allLists = lists.draft();
    int allVersions = versions;
    List<RuleRecord> refused = new ArrayList<>();
    for (RuleRecord record : records) {
      if (record instanceof RuleRecord.OfRule rule) {
        RuleVersion version = rule.body();
        RuleHistory history = allRules.getOrDefault(version.getRuleId(), RuleHistory.NONE);
        boolean isNew = !history.has(version.getVersion());
        boolean room =
            allVersions < MAX_VERSIONS
                && (allRules.size() < MAX_RULES || allRules.containsKey(version.getRuleId()));
        if (isNew && !room) {
          refused.add(record);
        } else {
          allRules.put(version.getRuleId(), history.plus(version));
          allVersions += isNew ? 1 : 0;
        }
      } else if (record instanceof RuleRecord.OfList listing && !allLists.has(listing.body())) {
        if (allLists.size() < MAX_LIST_ENTRIES) {
          allLists.add(listing.body());
        } else {
          refused.add(record);
        }
      }
    }
    return new Grown(new RuleBook(compiler, allRules, allLists.done()), List.copyOf(refused));
  }

  /** What reads its conditions. */
  public RuleCompiler compiler() {
    return compiler;
  }

  /** What is in this book or in the other. */
  public RuleBook union(RuleBook other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : plusAll(other.records()).book();
  }

  /** What the lists and rules in force at the request's event time say on it. */
  public RuleVerdict verdict(RuleInput input) {
    long time = input.eventTimeMillis();
    Epoch epoch = epochs.at(time);
    if (epoch.size() == 0 && lists.size() == 0) {
      return RuleVerdict.NONE;
    }
    String card = input.request().getCardToken();
    String merchant = input.request().getMerchantId();
    Listing listing =
        lists.isListed(ListName.BLOCK_CARD, card, time)
            ? Listing.CARD_BLOCKED
            : lists.isListed(ListName.BLOCK_MERCHANT, merchant, time)
                ? Listing.MERCHANT_BLOCKED
                : lists.isListed(ListName.ALLOW_CARD, card, time)
                    ? Listing.CARD_ALLOWED
                    : lists.isListed(ListName.ALLOW_MERCHANT, merchant, time)
                        ? Listing.MERCHANT_ALLOWED
                        : Listing.NONE;
    boolean snoozed = lists.isListed(ListName.SNOOZE_CARD, card, time);
    return Judgement.of(epoch, listing, snoozed, input);
  }

  /** Whether nothing was ever published. */
  public boolean isEmpty() {
    return rules.isEmpty() && lists.size() == 0;
  }

  /** All rules by id. */
  public Map<String, RuleHistory> rules() {
    return rules;
  }

  /** A rule's versions, if it was ever published. */
  public Optional<RuleHistory> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** Whether a key is on a list at an event time. */
  public boolean isListed(ListName list, String key, long eventTimeMillis) {
    return lists.isListed(list, key, eventTimeMillis);
  }

  /** All entries of lists, by list, key and time. */
  public Stream<ListEntry> entries() {
    return lists.entries();
  }

  /** All records, always in the same order. */
  public List<RuleRecord> records() {
    Stream<RuleRecord> versionRecords =
        rules.values().stream()
            .flatMap(history -> history.versions().stream())
            .map(RuleRecord.OfRule::new);
    return Stream.concat(versionRecords, lists.entries().map(RuleRecord.OfList::new)).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleBook book && book.records().equals(records());
  }

  @Override
  public int hashCode() {
    return records().hashCode();
  }

  @Override
  public String toString() {
    return versions + " versions of " + rules.size() + " rules, " + lists.size() + " list entries";
  }
}
