package io.cardbeam.report;

/**
 * A figure that is shown large.
 *
 * @param name what it is
 * @param value the figure, as people read it
 * @param detail what stands below it in small print, for instance its interval; may be empty
 */
public record FigureTile(String name, String value, String detail) {}
