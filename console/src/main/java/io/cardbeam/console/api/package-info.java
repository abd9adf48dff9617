/** The routes in one table, what they ask for, and the document that describes them. */
@NullMarked
package io.cardbeam.console.api;

import org.jspecify.annotations.NullMarked;
