/** Tables in Parquet: rows between steps, files by month, and their publication as one. */
@NullMarked
package io.cardbeam.pipeline.table;

import org.jspecify.annotations.NullMarked;
