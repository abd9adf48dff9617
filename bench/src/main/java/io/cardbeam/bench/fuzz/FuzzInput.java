package io.cardbeam.bench.fuzz;

/**
 * An input.
 *
 * @param bytes to be read; not changed any more
 * @param what of it, for people: what it was made from and how it was damaged
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
record FuzzInput(byte[] bytes, String what) {}
