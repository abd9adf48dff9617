package io.cardbeam.pipeline.classify;

import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.StateFormat;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * The purchases of a card that wait for the request they name, as they came, in state and
 * savepoints: the version of this format, how many, each with the fingerprint of its writer's
 * schema.
 */
final class WaitingPurchasesCoder extends AtomicCoder<List<Event>> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("a card's waiting purchases", 1);

  @Override
  public void encode(List<Event> value, OutputStream out) throws IOException {
    FORMAT.write(out);
    out.write(value.size()); // Account.MAX_WAITING fits a byte.
    for (Event event : value) {
      EventCoder.of().encode(event, out);
    }
  }

  @Override
  public List<Event> decode(InputStream in) throws IOException {
    FORMAT.read(in);
    int size = new DataInputStream(in).readUnsignedByte();
    List<Event> events = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      events.add(EventCoder.of().decode(in));
    }
    return events;
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
