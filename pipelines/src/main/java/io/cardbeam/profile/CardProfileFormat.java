package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.SchemaHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;

/**
 * The bytes of a {@link CardProfile}, as state and savepoints hold it. The first byte is the
 * version; a reader knows every version that was released, of which there is none yet.
 */
public final class CardProfileFormat {
  private static final int VERSION = 3;
  private static final BinaryMessageEncoder<AuthorizationDecision> ANSWER_WRITER =
      AuthorizationDecision.getEncoder();
  private static final BinaryMessageDecoder<AuthorizationDecision> ANSWER_READER = answerReader();

  private CardProfileFormat() {}

  /** Reads answers as every version of their schema wrote them: state outlives releases. */
  private static BinaryMessageDecoder<AuthorizationDecision> answerReader() {
    SchemaStore.Cache versions = new SchemaStore.Cache();
    for (Schema earlier : SchemaHistory.earlierVersions()) {
      if (earlier.getFullName().equals(AuthorizationDecision.getClassSchema().getFullName())) {
        versions.addSchema(earlier);
      }
    }
    return AuthorizationDecision.createDecoder(versions);
  }

  public static void write(CardProfile profile, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    writeAccount(profile.account(), out);
    out.writeLong(profile.lastEventMillis());
    out.writeLong(profile.firstRequestMillis());
    writeList(profile.recent().ascending(), CardProfileFormat::writeRecent, out);
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
    writeCredit(profile.credit(), out);
    writeList(profile.answers(), CardProfileFormat::writeAnswer, out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known or the bytes end early
   */
  public static CardProfile read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "card profile of version %d; read is version %d".formatted(version, VERSION));
    }
    return new CardProfile(
        readAccount(in),
        in.readLong(),
        in.readLong(),
        RecentRequests.of(readList(CardProfileFormat::readRecent, in)),
        readHabits(in),
        readHours(in),
        readKeys(in),
        new KnownClients(readKeys(in), readKeys(in)),
        new SuspectedRequests(in.readInt(), in.readLong(), in.readLong()),
        readConfirmed(in),
        readCredit(in),
        readList(CardProfileFormat::readAnswer, in));
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

  private static void writeRecent(RecentRequest request, DataOutput out) throws IOException {
    out.writeLong(request.timeMillis());
    out.writeLong(request.idHash());
    out.writeLong(request.amountMinor());
    out.writeLong(request.categoryHash());
    out.writeLong(request.merchantHash());
    out.writeBoolean(request.newMerchant());
    out.writeBoolean(request.present());
    out.writeDouble(request.latitude());
    out.writeDouble(request.longitude());
    out.writeUTF(request.outcome().name());
    out.writeFloat(request.suspicion().logOdds());
  }

  private static RecentRequest readRecent(DataInput in) throws IOException {
    return new RecentRequest(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readBoolean(),
        in.readDouble(),
        in.readDouble(),
        Outcome.valueOf(in.readUTF()),
        Suspicion.of(in.readFloat()));
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

  private static void writeCredit(Credit credit, DataOutput out) throws IOException {
    out.writeLong(credit.balanceMinor());
    writeList(
        credit.holds(),
        (hold, to) -> {
          to.writeLong(hold.authorizationHash());
          to.writeLong(hold.remainingMinor());
          to.writeLong(hold.requestMillis());
        },
        out);
    writeList(
        credit.pending(),
        (waiting, to) -> {
          to.writeLong(waiting.effectiveMillis());
          to.writeLong(waiting.eventMillis());
          to.writeUTF(waiting.effect().name());
          to.writeLong(waiting.idHash());
          to.writeLong(waiting.authorizationHash());
          to.writeLong(waiting.amountMinor());
        },
        out);
    writeList(credit.counted(), (id, to) -> to.writeLong(id), out);
  }

  private static Credit readCredit(DataInput in) throws IOException {
    return new Credit(
        in.readLong(),
        readList(from -> new Hold(from.readLong(), from.readLong(), from.readLong()), in),
        readList(
            from ->
                new PendingTransaction(
                    from.readLong(),
                    from.readLong(),
                    PendingTransaction.Effect.valueOf(from.readUTF()),
                    from.readLong(),
                    from.readLong(),
                    from.readLong()),
            in),
        readList(DataInput::readLong, in));
  }

  private static void writeAnswer(AuthorizationDecision answer, DataOutput out) throws IOException {
    ByteBuffer bytes = ANSWER_WRITER.encode(answer);
    out.writeInt(bytes.remaining());
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  private static AuthorizationDecision readAnswer(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return ANSWER_READER.decode(bytes);
  }

  private static void writeKeys(KnownKeys known, DataOutput out) throws IOException {
    writeLongs(known.keys(), out);
    writeLongs(known.lastUseMillis(), out);
  }

  private static KnownKeys readKeys(DataInput in) throws IOException {
    return new KnownKeys(readLongs(in), readLongs(in));
  }

  private static void writeLongs(long[] values, DataOutput out) throws IOException {
    out.writeShort(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] readLongs(DataInput in) throws IOException {
    long[] values = new long[in.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
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
