/** Who may ask for what: merchants, keys, scopes, roles, and the control that checks them. */
@NullMarked
package io.cardbeam.console.access;

import org.jspecify.annotations.NullMarked;
