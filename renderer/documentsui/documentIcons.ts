import type { IconName } from '../ui/Icon.tsx';
import type { ThumbnailKind } from '../ui/Thumbnail.tsx';
import { type DocumentInfo, isDirectory } from './documentInfo.ts';

/** The sign of a type. */
export function mimeIcon(mimeType: string | null): ThumbnailKind {
  const type = mimeType?.split('/')[0];
  return type === 'image' || type === 'video' || type === 'audio' ? type : 'document';
}

const SIGNS: Readonly<Record<ThumbnailKind, IconName>> = {
  ...{ image: 'image', video: 'movie', audio: 'music', document: 'document' },
};

export function iconName(document: Pick<DocumentInfo, 'mimeType'>): IconName {
  return isDirectory(document) ? 'folder' : SIGNS[mimeIcon(document.mimeType)];
}
