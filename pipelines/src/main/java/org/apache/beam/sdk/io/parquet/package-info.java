/** What has to be beside {@link org.apache.beam.sdk.io.parquet.ParquetIO} to use its reader. */
package org.apache.beam.sdk.io.parquet;
