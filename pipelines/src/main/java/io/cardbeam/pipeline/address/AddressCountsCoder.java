package io.cardbeam.pipeline.address;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.address.CountStep;
import io.cardbeam.wire.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * A table of counts, address by address: some 30 bytes for an address and 10 for each count, and a
 * byte before them all for the version of this format.
 */
public final class AddressCountsCoder extends AtomicCoder<AddressCounts> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("a table of address counts", 1);
  private static final AddressCountsCoder INSTANCE = new AddressCountsCoder();
  private static final int LIVE = 0;
  private static final int ARCHIVE = 1;
  private static final VarIntCoder INT = VarIntCoder.of();
  private static final VarLongCoder LONG = VarLongCoder.of();
  private static final BigEndianLongCoder ANY_LONG = BigEndianLongCoder.of();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  private AddressCountsCoder() {}

  public static AddressCountsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(AddressCounts counts, OutputStream out) throws IOException {
    FORMAT.write(out);
    INT.encode(counts.reach() == AddressCounts.Reach.ARCHIVE ? ARCHIVE : LIVE, out);
    ANY_LONG.encode(counts.latestMillis(), out);
    Map<String, List<CountStep>> steps = counts.steps();
    INT.encode(steps.size(), out);
    for (Map.Entry<String, List<CountStep>> address : steps.entrySet()) {
      TEXT.encode(address.getKey(), out);
      INT.encode(address.getValue().size(), out);
      for (CountStep step : address.getValue()) {
        LONG.encode(step.untilMillis(), out);
        LONG.encode(step.untilMillis() - step.fromMillis(), out);
        INT.encode(step.cards(), out);
      }
    }
  }

  @Override
  public AddressCounts decode(InputStream in) throws IOException {
    FORMAT.read(in);
    AddressCounts.Reach reach = reach(INT.decode(in));
    long latestMillis = ANY_LONG.decode(in);
    int addresses = INT.decode(in);
    Map<String, List<CountStep>> all = new HashMap<>();
    for (int i = 0; i < addresses; i++) {
      String address = TEXT.decode(in);
      int size = INT.decode(in);
      List<CountStep> steps = new ArrayList<>();
      for (int j = 0; j < size; j++) {
        long untilMillis = LONG.decode(in);
        steps.add(new CountStep(untilMillis, untilMillis - LONG.decode(in), INT.decode(in)));
      }
      all.put(address, steps);
    }
    return AddressCounts.of(reach, latestMillis, all);
  }

  private static AddressCounts.Reach reach(int number) throws IOException {
    return switch (number) {
      case LIVE -> AddressCounts.Reach.LIVE;
      case ARCHIVE -> AddressCounts.Reach.ARCHIVE;
      default -> throw new IOException("no reach of counts has the number " + number);
    };
  }

  @Override
  public void verifyDeterministic() {
    // A table gives its counts always in the same order.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
