// Mirrors ViewPager2Wrapper and PreviewAdapter.
import type { ReactNode } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import { mountedPages, type Pages, pageOffset } from './paging.ts';

type PreviewPagerProps = Readonly<{
  uris: readonly Uri[];
  pages: Pages;
  /** Of a page, dp. */
  width: number;
  drag: number;
  /** Whether the pages follow a finger at once. */
  isHeld: boolean;
  children: (uri: Uri, isCurrent: boolean) => ReactNode;
}>;

/** One page on the screen and one on either side of it; no more are there. */
export function PreviewPager({ uris, pages, width, drag, isHeld, children }: PreviewPagerProps) {
  return mountedPages(pages).map((index) => {
    const uri = uris[index];
    const isCurrent = index === pages.at;
    if (uri === undefined) return null;
    return (
      <div
        key={uri}
        className="preview-page"
        data-held={isHeld}
        data-current={isCurrent}
        aria-hidden={!isCurrent}
        inert={!isCurrent}
        style={{ transform: `translateX(${pageOffset(index, pages, width, drag)}px)` }}
      >
        {children(uri, isCurrent)}
      </div>
    );
  });
}
