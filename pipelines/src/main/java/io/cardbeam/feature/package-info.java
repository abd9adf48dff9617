/** What a request looks like to a model and to rules: the list of features, and their values. */
@NullMarked
package io.cardbeam.feature;

import org.jspecify.annotations.NullMarked;
