/** {@code parity}: the same input decided in several ways, and the decisions compared. */
@NullMarked
package io.cardbeam.local.parity;

import org.jspecify.annotations.NullMarked;
