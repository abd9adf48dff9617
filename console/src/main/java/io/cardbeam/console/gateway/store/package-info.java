/** What the gateway keeps in PostgreSQL, and who writes it. */
@NullMarked
package io.cardbeam.console.gateway.store;

import org.jspecify.annotations.NullMarked;
