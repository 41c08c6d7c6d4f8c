import { useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';

/** What an item is, as far as a sign can tell. */
export type ThumbnailKind = 'image' | 'video' | 'audio' | 'document';

const SIGNS: Readonly<Record<ThumbnailKind, IconName>> = {
  image: 'image',
  video: 'movie',
  audio: 'music',
  document: 'document',
};

type ThumbnailProps = Readonly<{
  src: string;
  /** Words for who does not see it; empty where something around it says them. */
  alt: string;
  /** Decides about the sign where there is no picture. */
  kind: ThumbnailKind;
  className?: string | undefined;
}>;

/** A picture of an item; the sign of its kind when the device has none, as Android's own apps show it. */
export function Thumbnail({ src, alt, kind, className }: ThumbnailProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  if (failedSrc === src) {
    return (
      <span className="thumbnail-missing" title="No thumbnail">
        <Icon name={SIGNS[kind]} size={32} />
      </span>
    );
  }
  return (
    <img
      ref={loadsWhileShown}
      src={src}
      alt={alt}
      className={className}
      decoding="async"
      draggable={false}
      onError={() => setFailedSrc(src)}
    />
  );
}

/** A picture that nobody will see any more is not waited for: the next ones would wait behind it. */
function loadsWhileShown(image: HTMLImageElement | null): () => void {
  return () =>
    queueMicrotask(() => {
      if (image !== null && !image.isConnected && !image.complete) image.removeAttribute('src');
    });
}
