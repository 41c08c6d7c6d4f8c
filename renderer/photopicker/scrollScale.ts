// A page's element cannot be as high as a million photos are: what lies beyond is reached by longer steps.

/** CSS px; Chromium clamps an element at 33,554,428. */
const MAX_SCROLL_HEIGHT = 30_000_000;

/** How the place of a scroller and the place in its content belong together, CSS px. */
export type ScrollScale = Readonly<{
  /** Height of the element that is scrolled. */
  scrollHeight: number;
  isScaled: boolean;
  toContent(scrollTop: number): number;
  toScroll(contentTop: number): number;
}>;

/** The same place in both, as long as the content is not too high. */
export function scrollScale(contentHeight: number, viewportHeight: number): ScrollScale {
  const scrollHeight = Math.min(contentHeight, MAX_SCROLL_HEIGHT);
  const [content, scroll] = [contentHeight - viewportHeight, scrollHeight - viewportHeight];
  if (content <= scroll || scroll <= 0) {
    return { scrollHeight, isScaled: false, toContent: (top) => top, toScroll: (top) => top };
  }
  return {
    scrollHeight,
    isScaled: true,
    toContent: (scrollTop) => (scrollTop / scroll) * content,
    toScroll: (contentTop) => (contentTop / content) * scroll,
  };
}
