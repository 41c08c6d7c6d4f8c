// Mirrors SelectedMediaPreloader's ProgressDialog and Photopicker's MediaPreparer.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { AlertDialog, MessageDialog } from '../../ui/AlertDialog.tsx';
import { text } from '../../ui/strings.ts';
import type { PickerStyle } from '../pickerStyle.ts';
import { preloadedUris, preloadMedia } from './preloadMedia.ts';

type PreloadDialogProps = Readonly<{
  context: Context;
  style: Pick<PickerStyle, 'ui'>;
  /** What was chosen, the device's own items included. */
  uris: readonly Uri[];
  /** Everything is here: the choice can be answered. */
  onReady: () => void;
  onCancel: () => void;
  /** These could not be had, and the user has read so. */
  onFailed: (uris: readonly Uri[]) => void;
}>;

/** Fetches what was chosen. Only its button ends it before. */
export function PreloadDialog({ context, style: { ui }, uris, onReady, onCancel, onFailed }: PreloadDialogProps) {
  const wanted = useMemo(() => preloadedUris(ui, uris), [ui, uris]);
  const [ready, setReady] = useState(0);
  const [failed, setFailed] = useState<readonly Uri[]>([]);
  const latest = useRef(onReady);
  latest.current = onReady;
  useEffect(() => {
    const canceled = new AbortController();
    const { signal } = canceled;
    const open = (uri: Uri) => openOnce(context, uri, signal);
    void preloadMedia({ ui, uris: wanted, open, onProgress: setReady, signal }).then((missing) => {
      if (signal.aborted) return;
      if (missing.length === 0) latest.current();
      else setFailed(missing);
    });
    return () => canceled.abort();
  }, [context, ui, wanted]);
  if (failed.length > 0) {
    const words = { title: text('preload.failed'), message: text('preload.failed.message') };
    return <MessageDialog {...words} onClose={() => onFailed(failed)} />;
  }
  const progress = text('preload.progress', { i: ready.toLocaleString(), n: wanted.length.toLocaleString() });
  return (
    <AlertDialog title={text('preload.title')} buttons={[{ label: text('cancel'), onPress: onCancel }]}>
      <div className="preload">
        <span
          className="preload-circle"
          role="progressbar"
          aria-label={text('preload.title')}
          aria-valuemin={0}
          aria-valuemax={wanted.length}
          aria-valuenow={ready}
          aria-valuetext={progress}
        />
        <span aria-live="polite">{progress}</span>
      </div>
    </AlertDialog>
  );
}

/** The provider has fetched all of an item before it can be opened. */
async function openOnce({ contentResolver }: Context, uri: Uri, signal: AbortSignal): Promise<void> {
  const descriptor = await contentResolver.openFileDescriptor(uri, 'r', signal);
  await descriptor.close();
}
