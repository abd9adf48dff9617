/** {@code weblogs}: what web servers' access logs say. */
@NullMarked
package io.cardbeam.command.weblog;

import org.jspecify.annotations.NullMarked;
