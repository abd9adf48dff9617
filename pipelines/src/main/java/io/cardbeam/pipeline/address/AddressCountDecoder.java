package io.cardbeam.pipeline.address;

import io.cardbeam.event.AddressCount;
import io.cardbeam.pipeline.published.RecordDecoder;
import io.cardbeam.wire.RecordKey;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import org.jspecify.annotations.Nullable;

/** Bytes of the topic of counts to counts that are checked. For use by one thread. */
public final class AddressCountDecoder implements RecordDecoder<AddressCount> {
  private static final byte[] NOTHING = {};

  private final WireCodec codec = new WireCodec();

  /**
   * The count in these bytes.
   *
   * @throws UnreadableRecordException as {@link WireCodec#decodeAddressCount}, or with WRONG_KEY if
   *     the key is not the address's hash
   */
  @Override
  public AddressCount decode(byte @Nullable [] key, byte @Nullable [] bytes)
      throws UnreadableRecordException {
    AddressCount count = codec.decodeAddressCount(bytes == null ? NOTHING : bytes);
    RecordKey.check(key, count.getAddressHash(), "the address's hash");
    return count;
  }
}
