/** Checks of what lies beside it, as far as they can be made without the services themselves. */
@NullMarked
package io.cardbeam.deploy;

import org.jspecify.annotations.NullMarked;
