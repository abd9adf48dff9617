// Numbers as people read them.

const whole = new Intl.NumberFormat('en-US');

export const count = (number: number): string => whole.format(number);

/** 0.0314 as 3.1 %; what is no share is a dash. */
export const percent = (share: number): string =>
  Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–';

/** A decimal of any length, exactly, with groups of three: 1,234.50. */
export function decimal(text: string): string {
  const [units = '', fraction] = text.split('.');
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export const money = (amount: string, currency: string): string => `${decimal(amount)} ${currency}`;

export const place = (city: string, state: string): string => [city, state].filter(Boolean).join(', ');

/** food_dining as Food dining, CARD_PRESENT as Card present. */
export function words(name: string): string {
  const text = name.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const lastFour = (digits: string): string => (digits ? `•••• ${digits}` : 'unknown card');
