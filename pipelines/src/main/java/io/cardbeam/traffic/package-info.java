/** What a source of card traffic does next: the loader's rows and the simulator's plans alike. */
@NullMarked
package io.cardbeam.traffic;

import org.jspecify.annotations.NullMarked;
