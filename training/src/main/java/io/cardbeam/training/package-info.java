/** Training of models: rows to tables, xgboost to plain trees, and reports of what came of it. */
@NullMarked
package io.cardbeam.training;

import org.jspecify.annotations.NullMarked;
