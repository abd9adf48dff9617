/** Tests of the data of a star. */
@NullMarked
package io.cardbeam.query.check;

import org.jspecify.annotations.NullMarked;
