import { describe, expect, test } from 'vitest';
import { pseudoLocale } from '../../../renderer/ui/pseudoLocale.ts';

describe('en-XA', () => {
  test.each([
    // Half as much again, in whole words.
    ['Done', '[Ðöñé one]'],
    ['Settings', '[Šéţţîñĝš one two]'],
    ['Why?', '[Ŵĥý¿ one]'],
    // Placeholders are marked, and stay for whoever fills them in.
    ['Add ({n})', '[Åðð (»{n}«) one two]'],
    ['{n}', '[»{n}«]'],
    // More than three words that begin without an accent: as much again.
    ['1 2 3 4', '[1 2 3 4 one two three]'],
    ['', ''],
  ])('%s', (english, drawn) => expect(pseudoLocale(english, 'en-XA')).toBe(drawn));

  test('a text longer than the words to add goes round', () => {
    const drawn = pseudoLocale('a'.repeat(400), 'en-XA');
    expect(drawn).toContain('twenty one two');
    expect(drawn.length).toBeGreaterThan(600);
  });
});

describe('ar-XB', () => {
  test.each([
    ['Clear all', '\u200f\u202eClear\u202c\u200f \u200f\u202eall\u202c\u200f'],
    ['Close {app}', '\u200f\u202eClose\u202c\u200f \u200f\u202e{app}\u202c\u200f'],
  ])('%s', (english, drawn) => expect(pseudoLocale(english, 'ar-XB')).toBe(drawn));
});

test('English stays as it is', () => expect(pseudoLocale('Allow all', 'en-US')).toBe('Allow all'));
