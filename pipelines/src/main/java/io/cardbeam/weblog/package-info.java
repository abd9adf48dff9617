/**
 * Lines of web servers' access logs and what they say: fields, or the reason why a line is none.
 */
@NullMarked
package io.cardbeam.weblog;

import org.jspecify.annotations.NullMarked;
