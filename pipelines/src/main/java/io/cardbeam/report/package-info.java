/** Reports as web pages of one file: headings, notes, tables and charts, with no script. */
@NullMarked
package io.cardbeam.report;

import org.jspecify.annotations.NullMarked;
