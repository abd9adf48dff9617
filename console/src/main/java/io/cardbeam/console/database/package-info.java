/** Connections to the console's own schemas in PostgreSQL. */
@NullMarked
package io.cardbeam.console.database;

import org.jspecify.annotations.NullMarked;
