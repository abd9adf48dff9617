package io.cardbeam.measure;

/**
 * What a threshold finds.
 *
 * @param threshold requests that score this or more are taken for fraud
 * @param precision share of those taken that were fraud, 0 to 1
 * @param recall share of the frauds that were taken, 0 to 1
 */
public record PrecisionRecall(double threshold, double precision, double recall) {}
