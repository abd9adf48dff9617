package io.cardbeam.command;

/** How a cube is written, by the names that people type. */
public enum CubeFormat {
  table,
  csv,
  json,
  /** Arrow's IPC stream. */
  arrow
}
