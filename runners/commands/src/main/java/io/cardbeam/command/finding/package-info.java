/** What analysts and cardholders found out about requests, told to a running stream. */
@NullMarked
package io.cardbeam.command.finding;

import org.jspecify.annotations.NullMarked;
