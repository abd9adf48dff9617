package io.cardbeam.report;

/**
 * A bar of a chart.
 *
 * @param name what it stands for
 * @param value its length; 0 is drawn for values below 0
 */
public record Bar(String name, double value) {}
