// Choices that stay on this device; where storage is refused they last as long as the page.

export function stored<T extends string>(name: string, values: readonly T[], otherwise: T): T {
  try {
    const found = localStorage.getItem(name);
    return values.find((value) => value === found) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Kept in memory alone.
  }
}
