/** The console: one small web server with the gateway for payments and the page for people. */
@NullMarked
package io.cardbeam.console;

import org.jspecify.annotations.NullMarked;
