/** Rules that analysts publish: their language, their versions in time, lists, and the verdict. */
@NullMarked
package io.cardbeam.rule;

import org.jspecify.annotations.NullMarked;
