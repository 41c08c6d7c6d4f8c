// Mirrors BottomSheetBehavior's and M3's choice of where a sheet that is let go settles.

export type SheetState = 'expanded' | 'collapsed';

type Release = Readonly<{
  /** Where the sheet's edge was let go, and where it rests, dp from the top of the screen. */
  top: number;
  expandedTop: number;
  /** Null where the sheet cannot be half open. */
  collapsedTop: number | null;
  /** Of the screen. */
  height: number;
  /** Downwards, dp per millisecond. */
  velocity: number;
}>;

/** A movement as fast as this goes on by itself. */
const FLING = 0.6;
/** How far down a sheet without a half-open state must be pulled before it goes. */
const DISMISS_AFTER = 140;

/** Where a sheet goes when the finger leaves it; `hidden` is out of the screen. */
export function settle({ top, expandedTop, collapsedTop, height, velocity }: Release): SheetState | 'hidden' {
  if (velocity < -FLING) return 'expanded';
  if (collapsedTop === null) return velocity > FLING || top - expandedTop > DISMISS_AFTER ? 'hidden' : 'expanded';
  if (velocity > FLING) return top < collapsedTop ? 'collapsed' : 'hidden';
  if (top < (expandedTop + collapsedTop) / 2) return 'expanded';
  // Where it peeks, a sheet is not as tall as where it is gone.
  return top < collapsedTop + (height - collapsedTop) / 3 ? 'collapsed' : 'hidden';
}
