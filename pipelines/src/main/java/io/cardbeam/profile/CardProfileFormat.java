package io.cardbeam.profile;

import io.cardbeam.account.AccountFormat;
import io.cardbeam.event.CardStatus;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredWords;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link CardProfile}, as state and savepoints hold it. The first byte is the
 * version of the format; the answers have the fingerprint of their writer's schema before them, and
 * are read whatever version of it that was.
 */
public final class CardProfileFormat {
  static final StateFormat FORMAT = new StateFormat("a card's profile", 5);

  private CardProfileFormat() {}

  public static void write(CardProfile profile, DataOutput out) throws IOException {
    out.writeByte(FORMAT.version());
    writeAccount(profile.account(), out);
    out.writeLong(profile.lastEventMillis());
    out.writeLong(profile.firstRequestMillis());
    StoredWords.write(profile.recent().words(), out);
    writeList(profile.categories().all(), CardProfileFormat::writeHabit, out);
    writeAmounts(profile.categories().overall(), out);
    out.writeLong(profile.hours().asOfMillis());
    for (double weight : profile.hours().weights()) {
      out.writeDouble(weight);
    }
    writeKeys(profile.merchants(), out);
    writeKeys(profile.clients().networks(), out);
    writeKeys(profile.clients().agents(), out);
    out.writeInt(profile.suspected().count());
    out.writeLong(profile.suspected().lastMillis());
    out.writeLong(profile.suspected().beforeMillis());
    writeList(profile.confirmed().confirmations(), CardProfileFormat::writeConfirmation, out);
    AccountFormat.write(profile.money(), out);
    profile.answers().write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known or the bytes end early
   */
  public static CardProfile read(DataInput in) throws IOException {
    FORMAT.requireKnown(in.readUnsignedByte());
    return new CardProfile(
        readAccount(in),
        in.readLong(),
        in.readLong(),
        RecentRequests.read(in, FORMAT),
        readHabits(in),
        readHours(in),
        readKeys(in),
        new KnownClients(readKeys(in), readKeys(in)),
        new SuspectedRequests(in.readInt(), in.readLong(), in.readLong()),
        readConfirmed(in),
        AccountFormat.read(in),
        GivenAnswers.read(in, FORMAT));
  }

  private static void writeAccount(CardAccount account, DataOutput out) throws IOException {
    out.writeLong(account.knownSinceMillis());
    out.writeUTF(account.status().name());
    out.writeUTF(account.lastFour());
    out.writeLong(account.limitMinor());
    out.writeUTF(account.currency());
    out.writeUTF(account.city());
    out.writeUTF(account.state());
    out.writeUTF(account.country());
    out.writeDouble(account.latitude());
    out.writeDouble(account.longitude());
  }

  private static CardAccount readAccount(DataInput in) throws IOException {
    return new CardAccount(
        in.readLong(),
        CardStatus.valueOf(in.readUTF()),
        in.readUTF(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readDouble(),
        in.readDouble());
  }

  private static void writeConfirmation(ConfirmedFrauds.Confirmation confirmation, DataOutput out)
      throws IOException {
    out.writeLong(confirmation.requestHash());
    out.writeLong(confirmation.sinceMillis());
  }

  private static ConfirmedFrauds readConfirmed(DataInput in) throws IOException {
    return new ConfirmedFrauds(
        readList(from -> new ConfirmedFrauds.Confirmation(from.readLong(), from.readLong()), in));
  }

  private static void writeHabit(CategoryHabit habit, DataOutput out) throws IOException {
    out.writeUTF(habit.category());
    writeAmounts(habit.amounts(), out);
  }

  private static void writeAmounts(AmountHabit amounts, DataOutput out) throws IOException {
    out.writeDouble(amounts.weight());
    out.writeDouble(amounts.meanLog());
    out.writeDouble(amounts.squaredDeviation());
    out.writeLong(amounts.leastMinor());
    out.writeLong(amounts.mostMinor());
    out.writeLong(amounts.asOfMillis());
  }

  private static CategoryHabits readHabits(DataInput in) throws IOException {
    List<CategoryHabit> habits =
        readList(from -> new CategoryHabit(from.readUTF(), readAmounts(from)), in);
    return new CategoryHabits(habits, readAmounts(in));
  }

  private static AmountHabit readAmounts(DataInput in) throws IOException {
    return new AmountHabit(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static HourHabit readHours(DataInput in) throws IOException {
    long asOfMillis = in.readLong();
    double[] weights = new double[HourHabit.HOURS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.readDouble();
    }
    return new HourHabit(weights, asOfMillis);
  }

  private static void writeKeys(KnownKeys known, DataOutput out) throws IOException {
    StoredWords.write(known.keys(), out);
    StoredWords.write(known.lastUseMillis(), out);
  }

  private static KnownKeys readKeys(DataInput in) throws IOException {
    return new KnownKeys(StoredWords.read(in), StoredWords.read(in));
  }

  private static <T> void writeList(List<T> values, ElementWriter<T> writer, DataOutput out)
      throws IOException {
    out.writeShort(values.size());
    for (T value : values) {
      writer.write(value, out);
    }
  }

  private static <T> List<T> readList(ElementReader<T> reader, DataInput in) throws IOException {
    int size = in.readUnsignedShort();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  private interface ElementWriter<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  private interface ElementReader<T> {
    T read(DataInput in) throws IOException;
  }
}
