// The pages of the preview, the one that is looked at, and how it is moved about.
import { useCallback, useRef, useState } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import { isMirrored, useScreenSettings } from '../../ui/screenSettings.ts';
import { isVideo } from '../item.ts';
import type { Pages } from './paging.ts';
import type { PreviewItem } from './previewItems.ts';
import { useExtent } from './useExtent.ts';
import { usePreviewGestures } from './usePreviewGestures.ts';
import { type Extent, type Frame, fittedInto, maxScaleOf } from './zoom.ts';

type Place = Readonly<{ at: number; count: number; onPage: (index: number) => void }>;

/** The pages, and how the one that is looked at is moved about. */
export function useStage(uri: Uri, item: PreviewItem | null, { at, count, onPage }: Place) {
  const ref = useRef<HTMLDivElement>(null);
  const screen = useExtent(ref);
  const isRtl = useScreenSettings(isMirrored);
  const [taps, setTaps] = useState(0);
  const [shapes, setShapes] = useState<ReadonlyMap<Uri, Extent>>(new Map());
  const pages: Pages = { at, count, direction: isRtl ? -1 : 1 };
  const isPicture = item !== null && !isVideo(item.mimeType);
  const shape = shapes.get(uri);
  const gestures = usePreviewGestures({
    ...{ ref, pages, width: screen.width, onPage },
    frame: shape === undefined || !isPicture ? null : frameOf(shape, screen, item),
    onTap: () => setTaps((before) => before + 1),
  });
  const onShape = useCallback(
    (shown: Uri, extent: Extent) => setShapes((before) => new Map([...before, [shown, extent]])),
    [],
  );
  return { ...gestures, ref, screen, pages, taps, onShape };
}

function frameOf(shape: Extent, screen: Extent, item: PreviewItem): Frame {
  const fitted = fittedInto(shape, screen);
  const longest = Math.max(shape.width, shape.height, item.width, item.height);
  return { screen, fitted, maxScale: maxScaleOf(longest, fitted) };
}
