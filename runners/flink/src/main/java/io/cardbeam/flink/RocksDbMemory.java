package io.cardbeam.flink;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * How much of Flink's managed memory RocksDB needs for a stream's state.
 *
 * <p>Each state of each step is a column family, which writes into a block of memory of its own: an
 * eighth of the write buffer. All families of a slot share its managed memory, of which Flink gives
 * writing a third (2 r / (3 - r) of it less rounding, at its write-buffer ratio r of 1/2) and the
 * block cache the rest. If the blocks do not fit into the third, RocksDB flushes at each write, and
 * a decision takes milliseconds. So a slot needs three times what its families write into, twice
 * over, since a block that is full is written to disk while the next one fills.
 */
final class RocksDbMemory {
  /**
   * Most column families that a slot has: those of the stream with books and lake, two for the
   * timers of each step, and some to spare.
   */
  static final int COLUMN_FAMILIES = 48;

  /** Flink's default is 64; at 8, which small values fill slowly enough, memory is an eighth. */
  static final int WRITE_BUFFER_MIB = 8;

  private static final int BLOCKS_PER_BUFFER = 8;
  private static final int FULL_AND_FILLING = 2;
  private static final int SHARE_OF_WRITING = 3;

  /** What this process needs beside heap and managed memory: classes, threads, network, Kafka. */
  private static final long OTHER_MIB = 768;

  private static final long MIB = 1 << 20;

  private RocksDbMemory() {}

  /** Managed memory of a slot, MiB. */
  static long mibPerSlot() {
    return (long) SHARE_OF_WRITING
        * FULL_AND_FILLING
        * COLUMN_FAMILIES
        * WRITE_BUFFER_MIB
        / BLOCKS_PER_BUFFER;
  }

  /**
   * Looks whether a cluster's slots have enough.
   *
   * @param managedMib of a TaskManager
   * @param slots of a TaskManager
   * @throws IOException if not
   */
  static void requireOfCluster(String address, long managedMib, int slots) throws IOException {
    long needed = slots * mibPerSlot();
    if (managedMib < needed) {
      throw new IOException(
          "--state rocksdb needs "
              + mibPerSlot()
              + " MiB of managed memory a slot, and a TaskManager at "
              + address
              + " has "
              + managedMib
              + " MiB for "
              + slots
              + ": set its taskmanager.memory.managed.size to "
              + needed
              + "m, or take --state heap");
    }
  }

  /**
   * Looks whether this machine has enough for the heap that Java was given and for this.
   *
   * @throws IOException if not
   */
  static void requireOfMachine(int slots) throws IOException {
    require(slots, Runtime.getRuntime().maxMemory() / MIB, machineMib());
  }

  static void require(int slots, long heapMib, long machineMib) throws IOException {
    long managed = slots * mibPerSlot();
    if (heapMib + managed + OTHER_MIB > machineMib) {
      throw new IOException(
          "--state rocksdb needs "
              + managed
              + " MiB for "
              + slots
              + " slots beside "
              + heapMib
              + " MiB of heap and some "
              + OTHER_MIB
              + " more, and this machine has "
              + machineMib
              + ": give less by CARDBEAM_HEAP, or less --parallelism");
    }
  }

  /** Of the container, if Java runs in one. */
  private static long machineMib() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / MIB;
  }
}
