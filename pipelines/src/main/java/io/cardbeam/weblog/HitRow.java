package io.cardbeam.weblog;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values of {@link HitColumn} for a hit. Its texts are masked already. */
public final class HitRow {
  private static final HexFormat HEX = HexFormat.of();

  private final @Nullable Object[] values = new @Nullable Object[HitColumn.all().size()];

  /**
   * The row of a hit.
   *
   * @param isBot whether no person asked
   * @param anonymize whether the user is left out
   */
  public static HitRow of(
      String file, long line, LocatedHit located, boolean isBot, boolean anonymize) {
    HitRow row = new HitRow();
    Hit hit = located.hit();
    LoggedRequest request = hit.request();
    row.set(HitColumn.FILE, file);
    row.set(HitColumn.LINE, line);
    row.set(HitColumn.REMOTE_HOST, located.address().shown());
    row.set(HitColumn.USER, anonymize ? Optional.empty() : hit.user());
    row.set(HitColumn.TIME, hit.epochSeconds());
    row.set(HitColumn.METHOD, request.method());
    row.set(HitColumn.PATH, request.path());
    row.set(HitColumn.QUERY, request.query());
    row.set(HitColumn.PROTOCOL, request.protocol());
    row.set(HitColumn.STATUS, hit.status());
    row.set(HitColumn.BYTES, hit.bytes());
    row.set(HitColumn.REFERRER, hit.referrer());
    row.set(HitColumn.USER_AGENT, located.agent().text());
    row.set(HitColumn.VHOST, hit.virtualHost());
    row.set(HitColumn.IS_BOT, isBot);
    row.set(HitColumn.RAW_REQUEST, request.raw());
    row.set(HitColumn.AGENT_CLASS, located.agent().agentClass().word());
    row.set(HitColumn.AGENT_NAME, located.agent().name());
    row.set(HitColumn.AGENT_VERSION, located.agent().version());
    row.set(HitColumn.OS, located.agent().os());
    row.set(HitColumn.DEVICE, located.agent().device());
    row.set(HitColumn.COUNTRY, located.address().country());
    row.set(HitColumn.CITY, located.address().city());
    row.set(HitColumn.NETWORK, located.address().network());
    row.set(HitColumn.VISITOR, visitorText(located.visitor()));
    row.set(HitColumn.REQUEST_ID, hit.ids().request());
    row.set(HitColumn.AUTHORIZATION_ID, hit.ids().authorization());
    return row;
  }

  private void set(HitColumn column, Object value) {
    values[place(column)] = value;
  }

  private void set(HitColumn column, Optional<String> value) {
    if (value.isPresent()) {
      values[place(column)] = value.get();
    }
  }

  private void set(HitColumn column, OptionalInt value) {
    if (value.isPresent()) {
      values[place(column)] = (long) value.getAsInt();
    }
  }

  private void set(HitColumn column, OptionalLong value) {
    if (value.isPresent()) {
      values[place(column)] = value.getAsLong();
    }
  }

  @SuppressWarnings("EnumOrdinal") // Rows are made for each line, and an EnumMap shows in profiles.
  private static int place(HitColumn column) {
    return column.ordinal();
  }

  /** The value of a column: a String, Long or Boolean; a time is a Long; null if there is none. */
  public @Nullable Object get(HitColumn column) {
    return values[place(column)];
  }

  /** A visitor as rows name it. */
  public static String visitorText(long visitor) {
    return HEX.toHexDigits(visitor);
  }

  /** The visitor that a row names. */
  public static long visitor(String text) {
    return HexFormat.fromHexDigitsToLong(text);
  }
}
