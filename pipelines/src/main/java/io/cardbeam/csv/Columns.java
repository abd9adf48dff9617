package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where each field of a file's rows is: resolved once from its header, so that a row is read by
 * index. Columns may stand in any order, and what no field is in is ignored.
 */
public final class Columns {
  /** The columns of Kaggle's files but for the index, in their order. */
  public static final List<String> KAGGLE =
      List.of(
          "trans_date_trans_time",
          "cc_num",
          "merchant",
          "category",
          "amt",
          "first",
          "last",
          "gender",
          "street",
          "city",
          "state",
          "zip",
          "lat",
          "long",
          "city_pop",
          "job",
          "dob",
          "trans_num",
          "unix_time",
          "merch_lat",
          "merch_long",
          "is_fraud");

  private static final int MOST_NAMES_SHOWN = 30;

  private final String layout;
  private final List<String> header;
  private final Map<Field, Integer> indexes = new EnumMap<>(Field.class);
  private final Map<Field, String> constants = new EnumMap<>(Field.class);
  private final ColumnsFile told;
  private final Set<Field> hashed = EnumSet.noneOf(Field.class);
  private final boolean cardIds;

  private Columns(List<String> header, KnownLayout known, ColumnsFile told) {
    this.header = List.copyOf(header);
    this.told = told;
    constants.putAll(known.constants());
    hashed.addAll(known.hashed());
    hashed.addAll(told.hashed());
    layout = told.equals(ColumnsFile.NONE) ? known.name() : "by " + told.source();
    cardIds = told.cardIds();
  }

  /**
   * The columns under a header.
   *
   * @param header its cells
   * @param told what a person said of the columns
   * @throws BadRowException code NO_HEADER, with the first field that has no column and the columns
   *     that there are; or with a column that comes twice
   */
  public static Columns of(List<String> header, ColumnsFile told) throws BadRowException {
    List<String> names = header.stream().map(Columns::normalized).toList();
    KnownLayout known = KnownLayout.nearest(names);
    Columns columns = new Columns(header, known, told);
    for (Field field : Field.values()) {
      columns.find(field, names, known);
    }
    columns.withoutDoubles();
    columns.requireNeeded(known);
    return columns;
  }

  private static String normalized(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private void find(Field field, List<String> names, KnownLayout known) throws BadRowException {
    String constant = told.constants().get(field);
    if (constant != null) {
      constants.put(field, constant);
      return;
    }
    String asked = told.columns().get(field);
    String name = asked == null ? known.names().getOrDefault(field, "") : normalized(asked);
    if (name.isEmpty()) {
      if (asked != null) {
        // Not to be read, nor taken as the layout has it.
        constants.remove(field);
      }
      return;
    }
    int index = names.indexOf(name);
    if (index < 0) {
      if (asked != null) {
        throw noHeader(
            "no column "
                + CardNumberMask.quoted(asked)
                + ", which "
                + told.source()
                + " gives for "
                + field.key());
      }
      return;
    }
    if (names.lastIndexOf(name) != index) {
      throw new BadRowException(
          "NO_HEADER",
          "column " + CardNumberMask.quoted(header.get(index)) + " comes twice in the first line");
    }
    indexes.put(field, index);
    constants.remove(field);
  }

  /** Where a file tells one thing in two ways, the fuller one is read. */
  private void withoutDoubles() {
    if (has(Field.TIME)) {
      drop(Field.DATE, Field.TIME_OF_DAY, Field.YEAR, Field.MONTH, Field.DAY);
    } else if (has(Field.DATE)) {
      drop(Field.YEAR, Field.MONTH, Field.DAY);
    }
    if (has(Field.CATEGORY)) {
      drop(Field.MCC);
    }
  }

  private void drop(Field... fields) {
    for (Field field : fields) {
      indexes.remove(field);
      constants.remove(field);
    }
  }

  private void requireNeeded(KnownLayout known) throws BadRowException {
    boolean dated =
        has(Field.TIME)
            || has(Field.DATE)
            || (has(Field.YEAR) && has(Field.MONTH) && has(Field.DAY));
    if (!dated) {
      throw missing(Field.TIME, known);
    }
    for (Field field : List.of(Field.CARD, Field.MERCHANT)) {
      if (!has(field)) {
        throw missing(field, known);
      }
    }
    if (!has(Field.CATEGORY) && !has(Field.MCC)) {
      throw missing(Field.CATEGORY, known);
    }
    if (!has(Field.AMOUNT)) {
      throw missing(Field.AMOUNT, known);
    }
  }

  private BadRowException missing(Field field, KnownLayout known) {
    String name = known.names().get(field);
    return noHeader(
        "no column " + (name == null ? "for " + field.key() : name + " (" + field.key() + ")"));
  }

  private BadRowException noHeader(String what) {
    List<String> shown = new ArrayList<>();
    for (String name : header.subList(0, Math.min(header.size(), MOST_NAMES_SHOWN))) {
      shown.add(CardNumberMask.quoted(name));
    }
    return new BadRowException(
        "NO_HEADER",
        "first line is no header of a known layout: "
            + what
            + "; found are "
            + String.join(", ", shown)
            + (header.size() > shown.size() ? ", …" : "")
            + ". Say which column is what in a file for --columns");
  }

  /**
   * Whether labels can be read.
   *
   * @throws BadRowException code NO_LABELS if they can't
   */
  void requireLabels() throws BadRowException {
    if (!has(Field.LABEL)) {
      throw new BadRowException(
          "NO_LABELS", "no column is_fraud (label), so there are no labels to be used");
    }
  }

  /** What people call the layout. */
  public String layout() {
    return layout;
  }

  /** The names in the header, as they stand there. */
  public List<String> header() {
    return header;
  }

  /** Whether a field is known of every row. */
  public boolean has(Field field) {
    return indexes.containsKey(field) || constants.containsKey(field);
  }

  /** Where the column is that tells a field, from 0; empty if none does. */
  Optional<Integer> index(Field field) {
    return Optional.ofNullable(indexes.get(field));
  }

  /** Name of the column that tells a field; empty if none does. */
  public Optional<String> column(Field field) {
    Integer index = indexes.get(field);
    return index == null ? Optional.empty() : Optional.of(header.get(index));
  }

  /** What a field is in every row; empty if a column or nothing tells it. */
  public Optional<String> constant(Field field) {
    return Optional.ofNullable(constants.get(field));
  }

  /** Names of the columns that no field is read from. */
  public List<String> unread() {
    List<String> unread = new ArrayList<>(header);
    Arrays.stream(Field.values()).map(this::column).forEach(c -> c.ifPresent(unread::remove));
    return unread;
  }

  /** What was said of forms. */
  public FormOptions options() {
    return told.options();
  }

  /** Whether cards are told apart by ids, not by card numbers. */
  boolean cardIds() {
    return cardIds || has(Field.USER);
  }

  /** Whether a field goes on as a hash. */
  boolean isHashed(Field field) {
    return hashed.contains(field);
  }

  /** A field of a row without blanks around it; empty text where nothing tells it. */
  String text(List<String> cells, Field field) {
    Integer index = indexes.get(field);
    if (index != null) {
      return cells.get(index).strip();
    }
    return constants.getOrDefault(field, "");
  }

  /** What the row's columns are called in reasons: the column's name, else the field's. */
  String called(Field field) {
    Integer index = indexes.get(field);
    return index == null ? field.key() : header.get(index);
  }

  /** Indexes of the columns that tell of the cardholder. */
  int[] cardholderIndexes() {
    return Field.cardholder().stream()
        .filter(indexes::containsKey)
        .mapToInt(indexes::get)
        .toArray();
  }
}
