/** Topics that are read into PostgreSQL, from where the database says that reading stopped. */
@NullMarked
package io.cardbeam.console.topics;

import org.jspecify.annotations.NullMarked;
