/**
 * Daily indices of OpenSearch, or of Elasticsearch by the same API: connection, template, documents
 * written by the bulk API, and how old indices go.
 */
@NullMarked
package io.cardbeam.pipeline.search;

import org.jspecify.annotations.NullMarked;
