/** Transactions as spreadsheets hold them: the three layouts of Kaggle's card data, row by row. */
@NullMarked
package io.cardbeam.csv;

import org.jspecify.annotations.NullMarked;
