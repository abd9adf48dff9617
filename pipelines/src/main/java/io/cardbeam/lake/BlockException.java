package io.cardbeam.lake;

import java.io.IOException;

/** What is wrong with a block or a record; whoever reads the file says where it lies. */
final class BlockException extends IOException {
  private static final long serialVersionUID = 1L;

  BlockException(String message) {
    super(message);
  }
}
