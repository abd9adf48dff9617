/**
 * Web logs over the index of hits: figures, single lines, and sessions with their paths. Questions
 * to the search server are JSON trees; no text of a caller is ever part of one's structure.
 */
@NullMarked
package io.cardbeam.console.weblog;

import org.jspecify.annotations.NullMarked;
