import { useState } from 'react';
import { Icon } from './Icon.tsx';

type ThumbnailProps = Readonly<{
  src: string;
  /** Words for who does not see it; empty where something around it says them. */
  alt: string;
  isVideo: boolean;
  className?: string | undefined;
}>;

/** A picture of an item; a sign in its place when the device has none. */
export function Thumbnail({ src, alt, isVideo, className }: ThumbnailProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  if (failedSrc === src) {
    return (
      <span className="thumbnail-missing" title="No thumbnail">
        <Icon name={isVideo ? 'movie' : 'image'} size={32} />
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      className={className}
      decoding="async"
      draggable={false}
      onError={() => setFailedSrc(src)}
    />
  );
}
