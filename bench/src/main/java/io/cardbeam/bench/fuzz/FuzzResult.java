package io.cardbeam.bench.fuzz;

/**
 * What a run gave.
 *
 * @param inputs that were read
 * @param taken what became of their records
 * @param findings inputs that were not read as they should be
 * @param seconds that it took
 */
record FuzzResult(TargetKind target, long inputs, Taken taken, long findings, double seconds) {}
