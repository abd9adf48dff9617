/**
 * The page of web logs with its hits as one file. A template, which the console's module builds,
 * has the page; hits are put into it as columns, packed, so that no text of a log is ever markup.
 */
@NullMarked
package io.cardbeam.command.weblog.report;

import org.jspecify.annotations.NullMarked;
