// Words of a text as the index has them: Unicode's word boundaries (UAX 29), in lower case.

// Signs within words: between letters, and between digits.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}]|[\p{L}\p{M}\p{N}_]+(?:(?:(?<=[\p{L}\p{M}])[.:'’·‧](?=\p{L})|(?<=\p{N})[.,;'’](?=\p{N}))[\p{L}\p{M}\p{N}_]+)*/gu;

export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** Whether a word is among those of a text. */
export function hasWord(text: string, word: string): boolean {
  return text.toLowerCase().includes(word) && wordsOf(text).includes(word);
}
