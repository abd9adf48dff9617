package io.cardbeam.command.weblog.report;

import java.util.Arrays;

/** Integers, in the order in which they were added. */
final class IntegerList {
  private int[] values = new int[1 << 10];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int get(int place) {
    return values[place];
  }

  int size() {
    return size;
  }
}
