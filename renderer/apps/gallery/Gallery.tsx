// A client app, written as the developer guide tells: everything it knows, it asked the device for.
import { useCallback, useMemo, useRef, useState } from 'react';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { Context } from '../../../sdk/context.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { AccessCard } from './AccessCard.tsx';
import { MediaActions } from './MediaActions.tsx';
import { MediaGrid } from './MediaGrid.tsx';
import { PickPhotos } from './PickPhotos.tsx';
import { useAccess } from './useAccess.ts';
import { useChosen } from './useChosen.ts';
import { useMediaRows } from './useMediaRows.ts';

type GalleryProps = Readonly<{ context: Context; manifest: AndroidManifest }>;

/** Asks for photos and shows what it may see. */
export function Gallery({ context, manifest }: GalleryProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMediaRows(context);
  const { refresh } = rows;
  const onChecked = useCallback(() => refresh(), [refresh]);
  const access = useAccess(context, manifest, onChecked);
  const chosen = useChosen(rows.items);
  const [pickProblem, setPickProblem] = useState<unknown>(null);
  const problem = access.error ?? rows.error ?? pickProblem;
  const countText = useMemo(() => rowCount(rows.count), [rows.count]);
  return (
    <div className="gallery" ref={scroller}>
      <header className="gallery-bar">
        <h1>{manifest.label}</h1>
      </header>
      <AccessCard access={access} />
      <PickPhotos context={context} onProblem={setPickProblem} />
      {problem !== null && (
        <p className="gallery-exception" role="alert">
          {String(problem)}
        </p>
      )}
      <p className="gallery-count" role="status" data-count={rows.count ?? ''}>
        {countText}
      </p>
      <ProgressBar label="Loading" busy={rows.isLoading} />
      <MediaGrid context={context} chosen={chosen.ids} onToggle={chosen.toggle} rows={rows} scroller={scroller} />
      <MediaActions context={context} chosen={chosen.media} onDone={chosen.clear} />
    </div>
  );
}

function rowCount(count: number | null): string {
  if (count === null) return '';
  return `${count.toLocaleString()} ${count === 1 ? 'row' : 'rows'}`;
}
