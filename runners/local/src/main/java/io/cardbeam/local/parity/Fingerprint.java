package io.cardbeam.local.parity;

/**
 * What stands for bytes in memory, so that millions of decisions fit: the first 128 bits of their
 * SHA-256. Different bytes have the same fingerprint once in 10^38.
 */
record Fingerprint(long high, long low) {}
