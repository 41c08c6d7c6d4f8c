// Mirrors PreviewAdapter: an item as a photo or a video.
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { isVideo, itemDescription } from '../item.ts';
import type { PickerStyle } from '../pickerStyle.ts';
import { PreviewImage, PreviewProblem, Spinner } from './PreviewImage.tsx';
import { PreviewVideo } from './PreviewVideo.tsx';
import type { PreviewItem } from './previewItems.ts';
import type { VideoProblem } from './videoProblem.ts';
import type { Extent, Zoom } from './zoom.ts';

/** RemotePreviewSession.PLAYER_CONTROL_ON_PLAY_TIMEOUT_MS and VideoUi.kt's TIME_MS_PLAYER_CONTROLS_FADE_DELAY */
const CONTROLS_TIMEOUT: Readonly<Record<PickerStyle['ui'], number>> = { classic: 1_000, modern: 3_000 };

type PreviewPageProps = Readonly<{
  context: Context;
  /** undefined: not read yet; null: gone. */
  item: PreviewItem | null | undefined;
  screen: Extent;
  isCurrent: boolean;
  zoom: Zoom | undefined;
  taps: number;
  /** Counts how often a video was tried again. */
  attempt: number;
  ui: PickerStyle['ui'];
  onShape: (uri: Uri, shape: Extent) => void;
  onProblem: (problem: VideoProblem) => void;
}>;

export function PreviewPage({ item, ui, taps, attempt, zoom, onShape, onProblem, ...page }: PreviewPageProps) {
  if (item === undefined) return <Spinner />;
  if (item === null) return <PreviewProblem what="preview.gone" />;
  const shown = { ...page, item, alt: itemDescription(item) };
  if (!isVideo(item.mimeType)) {
    return (
      <PreviewImage
        {...shown}
        {...(zoom === undefined ? {} : { zoom })}
        onShape={(shape) => onShape(item.uri, shape)}
      />
    );
  }
  if (!page.isCurrent) return <PreviewImage {...shown} />;
  return (
    <PreviewVideo key={attempt} {...shown} taps={taps} controlsTimeout={CONTROLS_TIMEOUT[ui]} onProblem={onProblem} />
  );
}
