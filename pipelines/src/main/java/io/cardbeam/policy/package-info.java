/** What an answer costs: the expected-cost policy that turns a probability into an outcome. */
@NullMarked
package io.cardbeam.policy;

import org.jspecify.annotations.NullMarked;
