package io.cardbeam.pipeline.classify;

import io.cardbeam.pipeline.ValueBuffer;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.CardProfileFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * A card's state in the stream: its profile, and whether the timer that frees it is set, so that
 * the timer costs nothing on most events.
 *
 * @param profile the card's profile
 * @param timerSet whether the timer is set
 */
record KeptProfile(CardProfile profile, boolean timerSet) {
  static final KeptProfile NONE = new KeptProfile(CardProfile.EMPTY, false);

  /** Its bytes in state and savepoints. */
  static final class KeptProfileCoder extends AtomicCoder<KeptProfile> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(KeptProfile value, OutputStream out) throws IOException {
      ValueBuffer.write(
          out,
          buffer -> {
            DataOutputStream data = new DataOutputStream(buffer);
            data.writeBoolean(value.timerSet());
            CardProfileFormat.write(value.profile(), data);
          });
    }

    @Override
    public KeptProfile decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      boolean timerSet = data.readBoolean();
      return new KeptProfile(CardProfileFormat.read(data), timerSet);
    }

    @Override
    public void verifyDeterministic() {
      // A function of the value, which holds no map or set.
    }
  }
}
