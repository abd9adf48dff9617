/** Cases: one from the alerts of a card, which analysts look into, decide and close. */
@NullMarked
package io.cardbeam.console.cases;

import org.jspecify.annotations.NullMarked;
