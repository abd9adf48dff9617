export interface CardShown {
  number: string;
  birthDate: string;
  postalCode: string;
}

export const NO_CARD: CardShown = { number: '', birthDate: '', postalCode: '' };

/** As the server takes it. */
export const cardJson = (card: CardShown): Record<string, string> => ({
  card_number: card.number,
  birth_date: card.birthDate,
  ...(card.postalCode && { postal_code: card.postalCode }),
});
