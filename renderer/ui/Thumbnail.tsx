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

/** Addresses of pictures that were let go: development tries every element a second time. */
const letGo = new WeakMap<HTMLImageElement, string>();

/**
 * A picture is let go when it is taken away: until somebody collects the element it would keep its place among those
 * that are waited for, and its pixels. While it still is in the page: Chromium never collects one that changes later.
 */
function loadsWhileShown(image: HTMLImageElement | null): () => void {
  const address = image === null ? undefined : letGo.get(image);
  if (address !== undefined) image?.setAttribute('src', address);
  return () => {
    const src = image?.getAttribute('src') ?? null;
    if (image === null || src === null) return;
    letGo.set(image, src);
    image.removeAttribute('src');
  };
}
