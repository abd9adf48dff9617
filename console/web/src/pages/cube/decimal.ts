// Amounts as the server writes them, without going through floating point.

const PLACES = 3;

/** In thousandths, for comparing. */
export function thousandths(text: string): bigint {
  const [units = '0', fraction = ''] = text.split('.');
  const digits = fraction.padEnd(PLACES, '0').slice(0, PLACES);
  return BigInt(`${units}${digits}`);
}

/** 1234.500 as 1,234.50; a third place only where it says something. */
export function shown(text: string): string {
  const [units = '0', fraction = ''] = text.split('.');
  const places = fraction.replace(/0+$/, '').padEnd(2, '0');
  return `${units.replace(/\B(?=(\d{3})+$)/g, ',')}.${places}`;
}
