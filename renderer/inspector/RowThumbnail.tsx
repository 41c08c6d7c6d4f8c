import { AUTHORITY, VOLUME_EXTERNAL } from '../../contract/android/mediaStore.ts';
import { contentUri } from '../../contract/android/uri.ts';
import type { MediaRow } from '../../contract/rpc/inspection.ts';
import { Icon } from '../ui/Icon.tsx';
import { Thumbnail } from '../ui/Thumbnail.tsx';

/** Who may see every thumbnail: the provider itself. */
const PROVIDER = 'com.android.providers.media.module';

/** The picture of a row as the provider makes it; a sign for what has none. `size`: longest side, CSS px. */
export function RowThumbnail({ row, size }: Readonly<{ row: MediaRow; size: number }>) {
  const kind = row.mimeType?.split('/')[0];
  if (row.isDirectory) return <Icon name="folder" size={24} />;
  if (kind !== 'image' && kind !== 'video' && kind !== 'audio') return <Icon name="document" size={24} />;
  const uri = encodeURIComponent(contentUri(AUTHORITY, [VOLUME_EXTERNAL, 'file', row.id]));
  // Larger than it is drawn, so that a denser screen has pixels to show.
  const src = `/content/${PROVIDER}/thumbnail?uri=${uri}&width=${size * 2}&height=${size * 2}`;
  return <Thumbnail src={src} alt="" kind={kind} />;
}
