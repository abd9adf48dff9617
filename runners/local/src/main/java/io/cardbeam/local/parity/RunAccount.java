package io.cardbeam.local.parity;

/**
 * What a run says of itself. What it decided stands in its decisions, and is counted there.
 *
 * @param rows read from the input
 * @param deadLetters written for rows that can't be taken
 * @param repeated requests that came again and got the answer that was there
 */
record RunAccount(long rows, long deadLetters, long repeated) {}
