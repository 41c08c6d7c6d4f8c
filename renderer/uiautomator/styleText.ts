// The page's styles as one text, with the fonts that it has loaded.

let kept: Promise<string> | null = null;
let keptOf = '';

/** The same page is drawn again and again: its styles are put together once, and again after a font was loaded. */
export function styleText(): Promise<string> {
  const loaded = [...document.fonts].filter(({ status }) => status === 'loaded');
  const now = `${document.styleSheets.length} ${loaded.map(({ family, unicodeRange }) => family + unicodeRange).join()}`;
  if (kept === null || keptOf !== now) {
    keptOf = now;
    kept = collected(loaded);
  }
  return kept;
}

async function collected(loaded: readonly FontFace[]): Promise<string> {
  const texts: string[] = [];
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) texts.push(rule.cssText);
      else if (isLoaded(rule, loaded)) texts.push(await withFont(rule, sheet.href ?? location.href));
    }
  return texts.join('\n');
}

function isLoaded({ style }: CSSFontFaceRule, loaded: readonly FontFace[]): boolean {
  const plain = (text: string) => text.replace(/["'\s]/g, '').toLowerCase();
  const [family, range] = ['font-family', 'unicode-range'].map((name) => plain(style.getPropertyValue(name)));
  return loaded.some((font) => plain(font.family) === family && (range === '' || plain(font.unicodeRange) === range));
}

async function withFont(rule: CSSFontFaceRule, base: string): Promise<string> {
  const [found, address] = /url\(["']?([^"')]+)["']?\)/.exec(rule.cssText) ?? [];
  if (found === undefined || address === undefined || address.startsWith('data:')) return rule.cssText;
  try {
    const bytes = new Uint8Array(await (await fetch(new URL(address, base))).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
    return rule.cssText.replace(found, `url("data:font/woff2;base64,${btoa(text)}")`);
  } catch {
    // The letters are drawn in the font of the computer.
    return '';
  }
}

/** Bytes made into text at once. */
const PIECE = 8_192;
