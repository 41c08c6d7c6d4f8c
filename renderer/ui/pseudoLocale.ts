// Mirrors aapt2's Pseudolocalizer: languages nobody speaks, which show what is not translated, too short, or not mirrored.

/** English; with accents and a third longer; written from right to left. */
export const LANGUAGES = ['en-US', 'en-XA', 'ar-XB'] as const;

export type Language = (typeof LANGUAGES)[number];

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEGHIJKLMNOPQRSTUVWXYZ!?$';
const ACCENTED = 'åɓçðéƒĝĥîĵķļḿñöþQŕšţûVŵхýžÅβÇÐÉĜĤÎĴĶĻḾÑÖÞqŔŠŢÛνŴ×ÝŽ¡¿€';

const ACCENTS: ReadonlyMap<string, string> = new Map(
  [...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]),
);

const EXPANSION =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fiveteen sixteen seventeen nineteen twenty';

const RLM = '\u200f';
const RLO = '\u202e';
const PDF = '\u202c';

/** More than so many words get as much text again, fewer get half. */
const FEW_WORDS = 3;

/**
 * A text in that language; placeholders like {name} stay, in marks of their own.
 * @param english as the resources have it
 */
export function pseudoLocale(english: string, language: Language): string {
  if (language === 'en-US' || english === '') return english;
  const pieces = english.split(/(\{\w+\})/).filter((piece) => piece !== '');
  if (language === 'ar-XB')
    return pieces.map((piece) => (isPlaceholder(piece) ? override(piece) : words(piece))).join('');
  const texts = pieces.filter((piece) => !isPlaceholder(piece)).join('');
  const drawn = pieces.map((piece) => (isPlaceholder(piece) ? `»${piece}«` : accented(piece))).join('');
  return `[${drawn}${expansion(texts)}]`;
}

function isPlaceholder(piece: string): boolean {
  return /^\{\w+\}$/.test(piece);
}

function accented(text: string): string {
  return [...text].map((letter) => ACCENTS.get(letter) ?? letter).join('');
}

/** What makes room for languages that need more of it: whole words. */
function expansion(text: string): string {
  if (text === '') return '';
  const length = wordsWithoutAccents(text) > FEW_WORDS ? text.length : Math.floor(text.length / 2);
  const rounds = Math.floor(length / EXPANSION.length);
  const rest = length % EXPANSION.length;
  const end = EXPANSION.indexOf(' ', rest + 1);
  return ` ${`${EXPANSION} `.repeat(rounds)}${end < 0 ? EXPANSION : EXPANSION.slice(0, end)}`;
}

/** As aapt2 counts: a word that begins with a letter it has an accent for is none. */
function wordsWithoutAccents(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '' && !ACCENTS.has(word.charAt(0))).length;
}

function words(text: string): string {
  return text.replace(/\S+/g, override);
}

function override(text: string): string {
  return `${RLM}${RLO}${text}${PDF}${RLM}`;
}
