package io.cardbeam.bench.fuzz;

import io.cardbeam.event.AddressCount;
import io.cardbeam.event.LedgerAccount;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransferKind;
import io.cardbeam.event.TransferState;
import io.cardbeam.wire.AddressCountChecks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Sound records of any schema, at random: what the names of fields ask for, they hold. */
final class RandomRecords {
  private static final long FROM_MILLIS = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private static final long SPAN_MILLIS = 90L * 24 * 3600 * 1000;
  private static final int MOST_ITEMS = 4;
  private static final long MOST_PRICE_MINOR = 50_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String MORE = "äöüßéñçøłşğıжшя漢字かな한글";

  private final SplittableRandom random;

  RandomRecords(SplittableRandom random) {
    this.random = random;
  }

  /** A record of a schema. */
  SpecificRecord of(Schema schema) {
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.name(), field.schema()));
    }
    addUp(record);
    if (record instanceof AddressCount count) {
      return within(count);
    }
    return record instanceof LedgerTransfer transfer ? ofItsKind(transfer) : record;
  }

  private @Nullable Object value(String name, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> random.nextInt(3) == 0 ? null : value(name, schema.getTypes().get(1));
      case RECORD -> of(schema);
      case ARRAY -> list(name, schema.getElementType());
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield SpecificData.get().createEnum(symbols.get(random.nextInt(symbols.size())), schema);
      }
      case STRING -> text(name);
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? time(name)
              : number(name);
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? LocalDate.ofEpochDay(random.nextInt(20_000))
              : (Object) (int) number(name);
      case DOUBLE -> degrees(name);
      case FLOAT -> (float) (random.nextDouble() * 20 - 10);
      case BOOLEAN -> random.nextBoolean();
      case BYTES -> ByteBuffer.wrap(text(name).getBytes(StandardCharsets.UTF_8));
      default -> throw new IllegalArgumentException("no value of " + schema.getType());
    };
  }

  private List<Object> list(String name, Schema element) {
    List<Object> list = new ArrayList<>();
    for (int left = random.nextInt(MOST_ITEMS); left > 0; left--) {
      list.add(Objects.requireNonNull(value(name, element)));
    }
    return list;
  }

  /** A finding comes after its request, and an entry of a list ends after it began. */
  private Object time(String name) {
    long shift =
        switch (name) {
          case "request_time" -> -SPAN_MILLIS;
          case "until" -> SPAN_MILLIS;
          default -> 0;
        };
    return Instant.ofEpochMilli(FROM_MILLIS + random.nextLong(SPAN_MILLIS) + shift);
  }

  private long number(String name) {
    return switch (name) {
      case "quantity", "priority" -> 1 + random.nextLong(3);
      case "unit_price_minor" -> 1 + random.nextLong(MOST_PRICE_MINOR);
      case "cards" -> 1 + random.nextLong(AddressCountChecks.MAX_CARDS);
      default -> 1 + random.nextLong(1_000_000);
    };
  }

  private double degrees(String name) {
    return name.contains("probability") ? random.nextDouble() : (random.nextDouble() - 0.5) * 178;
  }

  private String text(String name) {
    return switch (name) {
      case "currency" -> random.nextBoolean() ? "USD" : "EUR";
      case "country", "client_country" -> "US";
      case "client_network", "client_ip_hash", "client_agent_hash", "address_hash" ->
          "H%021d".formatted(random.nextInt(1_000_000));
      case "last_four" -> "%04d".formatted(random.nextInt(10_000));
      case "category" -> "grocery_pos";
      case "rule_id", "reason_code", "card_token", "key" -> plain();
      case "expression" -> "amount > 100.0";
      default -> words();
    };
  }

  private String plain() {
    return "R" + random.nextInt(1_000_000);
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (int left = 1 + random.nextInt(24); left > 0; left--) {
      String from = random.nextInt(12) == 0 ? MORE : LETTERS;
      words.append(from.charAt(random.nextInt(from.length())));
    }
    return words.toString();
  }

  /** A count is of a clock hour, and in force within its life. */
  private AddressCount within(AddressCount count) {
    long hour = AddressCountChecks.HOUR_MILLIS;
    long start = Math.floorDiv(count.getHourStart().toEpochMilli(), hour) * hour;
    return AddressCount.newBuilder(count)
        .setHourStart(Instant.ofEpochMilli(start))
        .setEffectiveFrom(
            Instant.ofEpochMilli(start + random.nextLong(AddressCountChecks.LIFE_MILLIS)))
        .setUntil(Instant.ofEpochMilli(start + AddressCountChecks.LIFE_MILLIS))
        .build();
  }

  /** A transfer is between two accounts, and has the state and the fields of its kind. */
  private LedgerTransfer ofItsKind(LedgerTransfer transfer) {
    TransferKind kind = transfer.getKind();
    boolean isHold = kind == TransferKind.HOLD;
    boolean isReversal = kind == TransferKind.REVERSAL;
    LedgerAccount[] accounts = LedgerAccount.values();
    int debit = random.nextInt(accounts.length);
    int credit = (debit + 1 + random.nextInt(accounts.length - 1)) % accounts.length;
    TransferState posted = isReversal ? TransferState.VOIDED : TransferState.POSTED;
    return LedgerTransfer.newBuilder(transfer)
        .setState(isHold ? TransferState.PENDING : posted)
        .setDebit(accounts[debit])
        .setCredit(accounts[credit])
        .setPendingId(isReversal || kind == TransferKind.PURCHASE ? transfer.getPendingId() : null)
        .setExpiresAt(
            isHold ? transfer.getEventTime().plusMillis(random.nextLong(SPAN_MILLIS)) : null)
        .setToleratedMinor(
            isHold ? transfer.getAmountMinor() + random.nextLong(MOST_PRICE_MINOR) : null)
        .build();
  }

  /** A purchase's items add up to its amount. */
  private static void addUp(SpecificRecord record) {
    Schema.Field items = record.getSchema().getField("items");
    if (items == null || !(record.get(items.pos()) instanceof List<?> lines) || lines.isEmpty()) {
      return;
    }
    long sum = 0;
    for (Object line : lines) {
      SpecificRecord item = (SpecificRecord) line;
      Schema schema = item.getSchema();
      sum +=
          ((Number) item.get(schema.getField("quantity").pos())).longValue()
              * (Long) item.get(schema.getField("unit_price_minor").pos());
    }
    record.put(record.getSchema().getField("amount_minor").pos(), sum);
  }
}
