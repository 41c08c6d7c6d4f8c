// Mirrors SurfaceFlinger's screenshot: the device's screen as a picture. A page cannot read its own pixels, so it draws
// itself again: its elements as they are, inside of an SVG.
import { childrenInParallel, ownPictures } from './pictures.ts';
import { styleText } from './styleText.ts';

type Size = Readonly<{ width: number; height: number }>;

const SVG = 'http://www.w3.org/2000/svg';

/** What came to rest is drawn as it rests, and nothing that ends soon begins again. */
const AT_REST = `
*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
.device-screen { position: relative !important; inset: auto !important; margin: 0 !important; transform: none !important; border-radius: 0 !important; }
`;

/**
 * Draws the screen as a PNG.
 * @param size of the picture, pixels
 * @throws {Error} in one sentence, where the browser keeps what is drawn to itself
 */
export async function drawScreen(screen: HTMLElement, size: Size): Promise<Uint8Array> {
  const drawn = screen.cloneNode(true);
  if (!(drawn instanceof HTMLElement)) throw new Error('The screen is no element.');
  const ratio = size.width / Math.max(1, screen.offsetWidth);
  for (const [original, copy] of childrenInParallel(screen, drawn)) copyState(original, copy);
  ownPictures(screen, drawn, ratio);
  const picture = await rendered(withAncestors(screen, drawn), await styleText(), {
    ...{ size, place: { width: screen.offsetWidth, height: screen.offsetHeight } },
  });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
  return bytesOf(canvas);
}

/** What elements have that their attributes do not tell: where they are scrolled to, and what was typed. */
function copyState(original: Element, copy: Element): void {
  if (original instanceof HTMLInputElement && copy instanceof HTMLInputElement) {
    copy.setAttribute('value', original.value);
    copy.toggleAttribute('checked', original.checked);
  } else if (original instanceof HTMLTextAreaElement) copy.textContent = original.value;
  const { scrollLeft, scrollTop } = original;
  if (scrollLeft === 0 && scrollTop === 0) return;
  if (copy instanceof HTMLElement) copy.style.overflow = 'hidden';
  for (const [index, child] of [...copy.children].entries()) {
    const shown = original.children[index];
    if (!(child instanceof HTMLElement || child instanceof SVGElement) || shown === undefined) continue;
    // What sticks to its place is drawn there by itself, once nothing is scrolled.
    if (getComputedStyle(shown).position !== 'sticky') child.style.translate = `${-scrollLeft}px ${-scrollTop}px`;
  }
}

/** The elements around the screen, for the styles that ask for them; none of them takes any room. */
function withAncestors(screen: Element, drawn: Element): Element {
  let outermost = drawn;
  for (let above = screen.parentElement; above !== null; above = above.parentElement) {
    const copy = above.cloneNode(false);
    if (!(copy instanceof HTMLElement)) continue;
    copy.style.setProperty('display', 'contents', 'important');
    copy.append(outermost);
    outermost = copy;
  }
  return outermost;
}

async function rendered(
  element: Element,
  styles: string,
  { size, place }: Readonly<{ size: Size; place: Size }>,
): Promise<HTMLImageElement> {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { ...size, viewBox: `0 0 ${place.width} ${place.height}`, preserveAspectRatio: 'none' };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, String(value));
  for (const { name, value } of document.documentElement.attributes)
    if (name.startsWith('data-') || name === 'class' || name === 'dir' || name === 'lang')
      svg.setAttribute(name, value);
  const style = document.createElementNS(SVG, 'style');
  style.textContent = styles + AT_REST;
  const page = document.createElementNS(SVG, 'foreignObject');
  for (const side of ['width', 'height'] as const) page.setAttribute(side, String(place[side]));
  page.append(element);
  svg.append(style, page);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await picture.decode();
  return picture;
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve, reject) => {
    try {
      canvas.toBlob(resolve, 'image/png');
    } catch {
      reject(
        new Error(
          'This browser does not let a page draw itself; show the device in Chromium, Chrome, Edge or its window.',
        ),
      );
    }
  });
  if (blob === null) throw new Error('The screen could not be drawn: the picture is too large for this browser.');
  return new Uint8Array(await blob.arrayBuffer());
}
