// Mirrors ViewPager2 as the preview uses it: one page fills the screen, the next stands a margin away.

/** Between two pages, dp. */
export const PAGER_MARGIN = 20;
/** Share of the screen's width after which a page that is let go turns. */
const TURNS_AT = 0.5;
/** dp per millisecond of a flick that turns it from anywhere. */
const FLICK = 0.4;
/** Of a drag beyond the first or last page this much is followed. */
const EDGE_RESISTANCE = 0.3;

/** 1 where the next page is on the right, -1 where it is on the left. */
export type Direction = 1 | -1;

export type Pages = Readonly<{ at: number; count: number; direction: Direction }>;

/** Where a page stands, dp from its place: `drag` is how far the finger has moved the pages. */
export function pageOffset(index: number, { at, direction }: Pages, width: number, drag: number): number {
  return (index - at) * (width + PAGER_MARGIN) * direction + drag;
}

/** The pages that are there: the one that is looked at, and its neighbours. */
export function mountedPages({ at, count }: Pages): readonly number[] {
  return [at - 1, at, at + 1].filter((index) => index >= 0 && index < count);
}

/** How far the pages follow a drag: less where there is nothing more. */
export function followedDrag(pages: Pages, drag: number): number {
  return target(pages, drag) === pages.at ? drag * EDGE_RESISTANCE : drag;
}

/** The page that is looked at when the pages are let go; `velocity` in dp per millisecond. */
export function settledPage(pages: Pages, width: number, drag: number, velocity: number): number {
  const isBackwards = Math.sign(velocity) === -Math.sign(drag) && Math.abs(velocity) > FLICK;
  const turns = Math.abs(drag) > width * TURNS_AT || Math.abs(velocity) > FLICK;
  return turns && !isBackwards ? target(pages, drag) : pages.at;
}

/** The page that a key leads to; null for a key that turns no page. */
export function pageOfKey(pages: Pages, key: string): number | null {
  switch (key) {
    case 'ArrowRight':
      return turned(pages, pages.direction);
    case 'ArrowLeft':
      return turned(pages, -pages.direction);
    case 'Home':
      return turned(pages, -pages.count);
    case 'End':
      return turned(pages, pages.count);
    default:
      return null;
  }
}

/** A page so many further on, or the last there is. */
export function turned({ at, count }: Pages, by: number): number {
  return Math.min(Math.max(at + by, 0), Math.max(count - 1, 0));
}

function target(pages: Pages, drag: number): number {
  return turned(pages, -Math.sign(drag) * pages.direction);
}
