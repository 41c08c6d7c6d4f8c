// Mirrors PreviewImageHolder.
import { useEffect, useState } from 'react';
import type { Context } from '../../../sdk/context.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type StringKey, text } from '../../ui/strings.ts';
import { isVideo } from '../item.ts';
import { fileSize, type PreviewItem } from './previewItems.ts';
import { mayShowOwnBytes, renditionSize, WARM_SIZE } from './renditions.ts';
import { type Extent, fittedInto, WHOLE, type Zoom } from './zoom.ts';

type PreviewImageProps = Readonly<{
  context: Context;
  item: PreviewItem;
  /** Words for who does not see it. */
  alt: string;
  screen: Extent;
  /** A neighbour waits with what is warm. */
  isCurrent: boolean;
  zoom?: Zoom;
  /** Told the picture's size once it is known, pixels. */
  onShape?: (shape: Extent) => void;
}>;

type Sources = Readonly<{
  /** From the smallest to the sharpest, each over the one before. */
  layers: readonly string[];
  onReady: (source: string) => void;
  onFailed: (source: string) => void;
  isReady: (source: string) => boolean;
  state: 'loading' | 'ready' | 'failed';
}>;

/** A photo, or the still of a video: what is warm first, then as sharp as the screen. */
export function PreviewImage({ context, item, alt, screen, isCurrent, zoom = WHOLE, onShape }: PreviewImageProps) {
  const [shape, setShape] = useState<Extent>(screen);
  const wanted = renditionSize(fittedInto(shape, screen), zoom.scale, window.devicePixelRatio);
  const { layers, state, ...sources } = useSources(context, item, isCurrent ? wanted : null);
  if (state === 'failed') {
    return <PreviewProblem what={isVideo(item.mimeType) ? 'preview.noPicture' : 'preview.cannotShow'} />;
  }
  return (
    <>
      <div className="preview-picture" style={{ transform: transformOf(zoom) }}>
        {layers.map((source, i) => (
          <img
            key={source}
            src={source}
            alt={i === layers.length - 1 ? alt : ''}
            decoding="async"
            draggable={false}
            data-ready={sources.isReady(source)}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
              sources.onReady(source);
              setShape({ width, height });
              onShape?.({ width, height });
            }}
            onError={() => sources.onFailed(source)}
          />
        ))}
      </div>
      {state === 'loading' && isCurrent && <Spinner />}
    </>
  );
}

/** A sign and a sentence in place of a picture. */
export function PreviewProblem({ what }: Readonly<{ what: StringKey }>) {
  return (
    <div className="preview-problem">
      <Icon name="warning" size={48} />
      <p>{text(what)}</p>
    </div>
  );
}

/** Appears after a while only: most pictures are there before. */
export function Spinner() {
  return <div className="preview-spinner" role="progressbar" aria-label={text('preview.loading')} />;
}

/** `wanted`: how large a rendition is needed by now, pixels; null for the warm one alone. */
function useSources(context: Context, { uri, ...item }: PreviewItem, wanted: number | null): Sources {
  const ownUrl = useOwnUrl(context, { uri, ...item });
  const [largest, setLargest] = useState(0);
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setLargest((before) => Math.max(before, wanted ?? 0)), [wanted]);
  const rendition = (size: number) => context.contentResolver.thumbnailUrl(uri, { width: size, height: size });
  const sizes = largest === 0 ? [WARM_SIZE] : [WARM_SIZE, largest];
  const asked = ownUrl === undefined ? [] : ownUrl === null || failed.has(ownUrl) ? sizes.map(rendition) : [ownUrl];
  // One that was sharp enough before stays below until the next is there.
  const kept = [...ready].filter((source) => !asked.includes(source));
  const layers = [...kept, ...asked].filter((source) => !failed.has(source));
  const isReady = (source: string) => ready.has(source);
  const add = (source: string) => (before: ReadonlySet<string>) => new Set([...before, source]);
  return {
    layers,
    isReady,
    onReady: (source) => setReady(add(source)),
    onFailed: (source) => setFailed(add(source)),
    state: layers.some(isReady) ? 'ready' : asked.length > 0 && layers.length === 0 ? 'failed' : 'loading',
  };
}

/** Where the item's own bytes are, for what moves or is seen through; null for any other, undefined until that is known. */
function useOwnUrl(context: Context, item: PreviewItem): string | null | undefined {
  const { uri } = item;
  const isCandidate = mayShowOwnBytes(item, 0);
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    if (!isCandidate) return;
    let isLeft = false;
    fileSize(context, uri)
      .catch(() => -1)
      .then((size) => {
        if (!isLeft) setBytes(size);
      });
    return () => {
      isLeft = true;
    };
  }, [context, uri, isCandidate]);
  if (!isCandidate) return null;
  if (bytes === null) return undefined;
  return mayShowOwnBytes(item, bytes) ? context.contentResolver.contentUrl(uri) : null;
}

function transformOf({ scale, x, y }: Zoom): string {
  return `translate(${x}px, ${y}px) scale(${scale})`;
}
