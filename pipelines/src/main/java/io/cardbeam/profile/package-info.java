/** What a card's own events tell of its holder's buying pattern, in one bounded value. */
@NullMarked
package io.cardbeam.profile;

import org.jspecify.annotations.NullMarked;
