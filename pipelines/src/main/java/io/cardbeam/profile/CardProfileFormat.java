package io.cardbeam.profile;

import io.cardbeam.account.AccountFormat;
import io.cardbeam.event.CardStatus;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import io.cardbeam.wire.StateFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link CardProfile}, as state and savepoints hold it: the version of the format,
 * the length of the rest, and the parts one after the other. Times are relative to the card's
 * latest event, since state is read and written for each event, and kept for millions of cards.
 */
public final class CardProfileFormat {
  static final StateFormat FORMAT = new StateFormat("a card's profile", 6);

  /** Far more than any profile has; what claims more is damaged. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int USUAL_BYTES = 8_192;
  private static final int HAS_EVENTS = 1;
  private static final int HAS_REQUESTS = 2;

  private CardProfileFormat() {}

  /** Writes the bytes. */
  public static void write(CardProfile profile, DataOutput out) throws IOException {
    CompactWriter to = new CompactWriter(USUAL_BYTES);
    long latest = profile.lastEventMillis();
    long base = latest == Long.MIN_VALUE ? 0 : latest;
    long first = profile.firstRequestMillis();
    to.one(
        (latest == Long.MIN_VALUE ? 0 : HAS_EVENTS) | (first == Long.MIN_VALUE ? 0 : HAS_REQUESTS));
    to.signed(base);
    if (first != Long.MIN_VALUE) {
      to.signed(base - first);
    }
    writeAccount(profile.account(), base, to);
    HabitsFormat.write(profile.categories(), base, to);
    HabitsFormat.write(profile.hours(), base, to);
    HabitsFormat.write(profile.merchants(), base, to);
    HabitsFormat.write(profile.clients().networks(), base, to);
    HabitsFormat.write(profile.clients().agents(), base, to);
    RecentRequestsFormat.write(
        profile.recent(), base, profile.categories().hashes(), profile.merchants().keys(), to);
    writeSuspected(profile.suspected(), base, to);
    writeConfirmed(profile.confirmed(), base, to);
    AccountFormat.write(profile.money(), to);
    profile.answers().write(to);
    out.writeByte(FORMAT.version());
    out.writeInt(to.length());
    to.copyTo(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the version is not known or the bytes end early
   */
  public static CardProfile read(DataInput in) throws IOException {
    FORMAT.requireKnown(in.readUnsignedByte());
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a card's profile has a length of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    CompactReader from = new CompactReader(bytes);
    CardProfile profile = read(from);
    if (!from.isEnd()) {
      throw new IOException("a card's profile has more bytes than parts");
    }
    return profile;
  }

  private static CardProfile read(CompactReader from) throws IOException {
    int has = from.one();
    long base = from.signed();
    long first = (has & HAS_REQUESTS) == 0 ? Long.MIN_VALUE : base - from.signed();
    CardAccount account = readAccount(from, base);
    CategoryHabits categories = HabitsFormat.readCategories(from, base);
    HourHabit hours = HabitsFormat.readHours(from, base);
    KnownKeys merchants = HabitsFormat.readKeys(from, base, CardProfile.MAX_MERCHANTS);
    KnownKeys networks = HabitsFormat.readKeys(from, base, KnownClients.MAX_NETWORKS);
    KnownKeys agents = HabitsFormat.readKeys(from, base, KnownClients.MAX_AGENTS);
    RecentRequests recent =
        RecentRequestsFormat.read(from, base, categories.hashes(), merchants.keys());
    SuspectedRequests suspected = readSuspected(from, base);
    ConfirmedFrauds confirmed = readConfirmed(from, base);
    return new CardProfile(
        account,
        (has & HAS_EVENTS) == 0 ? Long.MIN_VALUE : base,
        first,
        recent,
        categories,
        hours,
        merchants,
        new KnownClients(networks, agents),
        suspected,
        confirmed,
        AccountFormat.read(from),
        GivenAnswers.read(from));
  }

  private static void writeAccount(CardAccount account, long base, CompactWriter to) {
    int place = PlaceFormat.kind(account.latitude(), account.longitude());
    to.one(status(account.status()) << PlaceFormat.KIND_BITS | place);
    to.signed(base - account.knownSinceMillis());
    to.text(account.lastFour());
    to.signed(account.limitMinor());
    to.text(account.currency());
    to.text(account.city());
    to.text(account.state());
    to.text(account.country());
    PlaceFormat.write(place, account.latitude(), to);
    PlaceFormat.write(place, account.longitude(), to);
  }

  private static int status(CardStatus status) {
    return switch (status) {
      case ACTIVE -> 0;
      case BLOCKED -> 1;
      case CLOSED -> 2;
    };
  }

  private static CardAccount readAccount(CompactReader from, long base) throws IOException {
    int kind = from.one();
    int place = kind & (1 << PlaceFormat.KIND_BITS) - 1;
    return new CardAccount(
        base - from.signed(),
        readStatus(kind >>> PlaceFormat.KIND_BITS),
        from.text(),
        from.signed(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        PlaceFormat.read(place, from),
        PlaceFormat.read(place, from));
  }

  private static CardStatus readStatus(int status) throws IOException {
    return switch (status) {
      case 0 -> CardStatus.ACTIVE;
      case 1 -> CardStatus.BLOCKED;
      case 2 -> CardStatus.CLOSED;
      default -> throw new IOException("a card has no status " + status);
    };
  }

  private static void writeSuspected(SuspectedRequests suspected, long base, CompactWriter to) {
    to.number(suspected.count());
    if (suspected.count() > 0) {
      to.signed(base - suspected.lastMillis());
      to.signed(base - suspected.beforeMillis());
    }
  }

  private static SuspectedRequests readSuspected(CompactReader from, long base) throws IOException {
    int count = from.count(Integer.MAX_VALUE, "suspected requests");
    return count == 0
        ? SuspectedRequests.NONE
        : new SuspectedRequests(count, base - from.signed(), base - from.signed());
  }

  private static void writeConfirmed(ConfirmedFrauds confirmed, long base, CompactWriter to) {
    to.number(confirmed.confirmations().size());
    for (ConfirmedFrauds.Confirmation confirmation : confirmed.confirmations()) {
      to.word(confirmation.requestHash());
      to.signed(base - confirmation.sinceMillis());
    }
  }

  private static ConfirmedFrauds readConfirmed(CompactReader from, long base) throws IOException {
    int size = from.count(ConfirmedFrauds.MAX_REQUESTS, "confirmed frauds of a card");
    List<ConfirmedFrauds.Confirmation> confirmations = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      confirmations.add(new ConfirmedFrauds.Confirmation(from.word(), base - from.signed()));
    }
    return new ConfirmedFrauds(confirmations);
  }
}
