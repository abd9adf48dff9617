/** {@code evaluate}: decisions measured against the truth, as text, JSON and a page. */
@NullMarked
package io.cardbeam.command.evaluation;

import org.jspecify.annotations.NullMarked;
