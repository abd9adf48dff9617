package io.cardbeam.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file's header and its rows, whatever it is written in; as a row it is the one it is at. */
public interface RowSource extends FileRow, Closeable {

  /**
   * The names of the columns; to be asked for once, before the first row.
   *
   * @throws BadRowException if the file has no header that can be read
   */
  List<String> header() throws IOException, BadRowException;

  /** What the file is written in; to be asked for after the header. */
  FileForm form();

  /**
   * How values are written; to be asked for once, after the header and before the first row. Values
   * that have a type of their own are in the usual forms.
   *
   * @param columns where the fields are
   * @throws BadRowException if no row can be read for sure: code AMBIGUOUS_DATES, AMBIGUOUS_NUMBERS
   *     or SPREADSHEET
   */
  Forms forms(Columns columns) throws IOException, BadRowException;

  /**
   * Up to when rows are taken; to be asked for once, after the forms and before the first row. The
   * whole file is read for it, of each row only the time; what of a damaged file can be read. A
   * stream that can be read only once, and has more rows than are kept in memory, has no limit: the
   * first rows of a file that is in order of time tell nothing of its last.
   *
   * @param columns where the fields are
   * @param forms how values are written
   */
  TimeLimit timeLimit(Columns columns, Forms forms) throws IOException, BadRowException;

  /**
   * Goes to the next row; false after the last one.
   *
   * @throws DamagedFileException if the rest of the file can't be read; {@link #number} is then
   *     that of the last line or row that could be
   */
  boolean next() throws IOException;
}
