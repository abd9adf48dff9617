package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.search.DailyIndices;
import io.cardbeam.pipeline.search.Patience;
import io.cardbeam.pipeline.search.SearchConnection;

/**
 * Where hits are indexed.
 *
 * @param patience how long a server is waited for that takes nothing
 */
public record HitIndex(SearchConnection connection, DailyIndices indices, Patience patience) {}
