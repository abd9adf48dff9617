/** What was written of an archive, compared with what it gives: whole rows, both ways. */
@NullMarked
package io.cardbeam.query.reconcile;

import org.jspecify.annotations.NullMarked;
