package io.cardbeam.measure;

/**
 * A figure with its interval.
 *
 * @param value of the requests as they are; NaN where they don't give it
 * @param low end of the 95 % interval; NaN without a bootstrap
 * @param high other end of it
 */
public record Estimate(double value, double low, double high) {}
