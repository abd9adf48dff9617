/** The audit trail: who did what, when, from where; each entry bears the hash of the one before. */
@NullMarked
package io.cardbeam.console.audit;

import org.jspecify.annotations.NullMarked;
