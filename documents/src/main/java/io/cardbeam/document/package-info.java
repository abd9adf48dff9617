/** Documents for people: statements as PDF. */
@NullMarked
package io.cardbeam.document;

import org.jspecify.annotations.NullMarked;
