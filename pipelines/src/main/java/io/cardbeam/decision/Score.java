package io.cardbeam.decision;

import java.util.List;

/**
 * How likely a request is fraud, and why.
 *
 * @param probability 0 to 1
 * @param findings what speaks for fraud, weightiest first
 */
record Score(double probability, List<Finding> findings) {}
