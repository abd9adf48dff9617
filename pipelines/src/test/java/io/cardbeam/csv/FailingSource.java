package io.cardbeam.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that fails at one access to a file, counted from 1, or from that one on. */
public final class FailingSource {
  private static final String WORDS = "the disk is gone";

  private final long failing;
  private final boolean lasting;
  private long accesses;

  private FailingSource(long failing, boolean lasting) {
    this.failing = failing;
    this.lasting = lasting;
  }

  /** Fails once. */
  public static FailingSource at(long access) {
    return new FailingSource(access, false);
  }

  /** Fails and does not recover. */
  public static FailingSource from(long access) {
    return new FailingSource(access, true);
  }

  /** Never fails. */
  public static FailingSource never() {
    return at(Long.MAX_VALUE);
  }

  /** How often it was opened, read, or moved in. */
  public long accesses() {
    return accesses;
  }

  /** Whether an exception is this disk's, or was caused by it. */
  public static boolean isCauseOf(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (WORDS.equals(t.getMessage())) {
        return true;
      }
    }
    return false;
  }

  /** Opens a file on this disk. */
  public SeekableByteChannel open(Path file) throws IOException {
    access();
    return new Channel(Files.newByteChannel(file));
  }

  private void access() throws IOException {
    accesses++;
    if (lasting ? accesses >= failing : accesses == failing) {
      throw new IOException(WORDS);
    }
  }

  private final class Channel implements SeekableByteChannel {
    private final SeekableByteChannel channel;

    Channel(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      access();
      return channel.read(buffer);
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      access();
      channel.position(position);
      return this;
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    @Override
    public int write(ByteBuffer buffer) {
      throw new UnsupportedOperationException("files are only read");
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException("files are only read");
    }
  }
}
