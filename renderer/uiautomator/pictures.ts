// Pictures of a page that draws itself: an SVG loads nothing, so each has to be in it.

/** How sharp a picture stays that is made smaller on its way; 1 is as it is. */
const QUALITY = 0.95;

/** Every element below, beside its copy. */
export function* childrenInParallel(original: Element, copy: Element): Generator<readonly [Element, Element]> {
  yield [original, copy];
  const copies = [...copy.children];
  for (const [index, child] of [...original.children].entries()) {
    const own = copies[index];
    if (own !== undefined) yield* childrenInParallel(child, own);
  }
}

/**
 * Puts what is seen of pictures, videos and canvases into their copies.
 * @param ratio pixels of the result by CSS px
 */
export function ownPictures(original: Element, copy: Element, ratio: number): void {
  for (const [seen, own] of [...childrenInParallel(original, copy)]) {
    if (!(seen instanceof HTMLImageElement || seen instanceof HTMLVideoElement || seen instanceof HTMLCanvasElement))
      continue;
    const image = own instanceof HTMLImageElement ? own : document.createElement('img');
    const url = dataUrl(seen, ratio);
    image.removeAttribute('srcset');
    image.removeAttribute('loading');
    if (url === null) image.removeAttribute('src');
    else image.setAttribute('src', url);
    if (own === image) continue;
    for (const name of ['class', 'style']) image.setAttribute(name, own.getAttribute(name) ?? '');
    const { objectFit } = getComputedStyle(seen);
    image.style.width = `${seen.offsetWidth}px`;
    image.style.height = `${seen.offsetHeight}px`;
    image.style.objectFit = objectFit;
    own.replaceWith(image);
  }
}

/** Null for what is not there yet, or is another origin's. */
function dataUrl(seen: HTMLImageElement | HTMLVideoElement | HTMLCanvasElement, ratio: number): string | null {
  const [width, height] =
    seen instanceof HTMLImageElement
      ? [seen.naturalWidth, seen.naturalHeight]
      : seen instanceof HTMLVideoElement
        ? [seen.videoWidth, seen.videoHeight]
        : [seen.width, seen.height];
  if (width === 0 || height === 0) return null;
  // Twice as large as it is seen: what is cropped to fit may be enlarged.
  const most = 2 * ratio * Math.max(seen.offsetWidth, seen.offsetHeight, 1);
  const scale = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  try {
    canvas.getContext('2d')?.drawImage(seen, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/webp', QUALITY);
  } catch {
    return null;
  }
}
