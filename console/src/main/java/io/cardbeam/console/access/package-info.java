/** Who may come in: the access key, sessions, and a limit on guesses. */
@NullMarked
package io.cardbeam.console.access;

import org.jspecify.annotations.NullMarked;
