/** The web server: connections, limits that hold before a thread is taken, TLS, the access log. */
@NullMarked
package io.cardbeam.console.server;

import org.jspecify.annotations.NullMarked;
