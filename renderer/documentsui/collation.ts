// Mirrors DocumentsUI's Shared.compareToIgnoreCaseNullable: java.text.Collator with strength SECONDARY.

// Accents count, case does not.
const collator = new Intl.Collator(undefined, { sensitivity: 'accent', numeric: false });

/** Case-insensitive in the computer's language; null and empty texts come first. */
export function compareToIgnoreCaseNullable(left: string | null, right: string | null): number {
  const [first, second] = [left ?? '', right ?? ''];
  if (first === '' || second === '') return Number(second === '') - Number(first === '');
  return collator.compare(first, second);
}
