/** Questions to a star schema that lies in a folder, answered by DuckDB in this process. */
@NullMarked
package io.cardbeam.query;

import org.jspecify.annotations.NullMarked;
