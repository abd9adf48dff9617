/**
 * What texts may hold before anything keeps them: no control characters and no card numbers; and
 * their hash.
 */
@NullMarked
package io.cardbeam.text;

import org.jspecify.annotations.NullMarked;
