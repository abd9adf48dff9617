package io.cardbeam.csv;

/**
 * What a file is written in, as its content tells.
 *
 * @param format CSV or Parquet
 * @param separator between fields of text, in words where it can't be seen; empty for Parquet
 * @param encoding of text; empty for Parquet
 * @param compression what is around it; none
 */
public record FileForm(String format, String separator, String encoding, String compression) {}
