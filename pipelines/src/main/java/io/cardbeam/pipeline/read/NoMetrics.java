package io.cardbeam.pipeline.read;
