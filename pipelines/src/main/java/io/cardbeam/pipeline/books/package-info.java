/** The normalised PostgreSQL: its migration, and one atomic, repeatable step per event into it. */
@NullMarked
package io.cardbeam.pipeline.books;

import org.jspecify.annotations.NullMarked;
