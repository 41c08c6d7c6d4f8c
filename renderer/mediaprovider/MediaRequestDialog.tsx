// Mirrors MediaProvider's PermissionActivity: may an app change items that are not its own.
import { useEffect, useId, useState } from 'react';
import type { Uri } from '../../contract/android/uri.ts';
import { BoldText } from '../ui/BoldText.tsx';
import { boldParts } from '../ui/boldParts.ts';
import type { DialogProps } from '../ui/dialogProps.ts';
import { text } from '../ui/strings.ts';
import { Thumbnail } from '../ui/Thumbnail.tsx';
import { useModal } from '../ui/useModal.ts';
import { type RequestItem, type RequestPreview, requestPreview } from './requestPreview.ts';

/** PermissionActivity.LEAST_SHOW_PROGRESS_TIME_MS and its delay before. */
const PROGRESS_DELAY_MS = 300;
const PICTURE = { width: 640, height: 480 };
const THUMBNAIL = { width: 192, height: 192 };

type ThumbnailUrl = (uri: Uri, size: Readonly<{ width: number; height: number }>) => string;

type MediaRequestDialogProps = DialogProps<'mediaRequest'> & Readonly<{ thumbnailUrl: ThumbnailUrl }>;

/** Only its two buttons answer it: Back and a tap outside are swallowed. */
export function MediaRequestDialog({ ask, onAnswer, thumbnailUrl }: MediaRequestDialogProps) {
  const titleId = useId();
  const modal = useModal<HTMLDivElement>(() => {});
  const { isAnswered, isWorking, answered } = useProgress();
  const answer = (allowed: boolean) => {
    answered(allowed);
    onAnswer({ allowed });
  };
  return (
    <div className="alert-scrim">
      <div
        {...modal}
        className="alert media-request"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <h1 id={titleId} className="alert-title">
          <BoldText parts={boldParts(ask.title, [ask.appLabel])} />
        </h1>
        {isWorking ? (
          <p className="media-request-progress" role="status">
            {ask.progress}
          </p>
        ) : (
          <Preview preview={requestPreview(ask.items)} thumbnailUrl={thumbnailUrl} />
        )}
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" disabled={isAnswered} onClick={() => answer(false)}>
            {ask.deny}
          </button>
          <button type="button" className="button" data-kind="text" disabled={isAnswered} onClick={() => answer(true)}>
            {ask.allow}
          </button>
        </div>
      </div>
    </div>
  );
}

/** The dialog stays while the device works; it says so when that takes a while. */
function useProgress() {
  const [state, setState] = useState<'asking' | 'answered' | 'working'>('asking');
  useEffect(() => {
    if (state !== 'answered') return;
    const timer = setTimeout(() => setState('working'), PROGRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    isAnswered: state !== 'asking',
    isWorking: state === 'working',
    answered: (allowed: boolean) => {
      if (allowed) setState('answered');
    },
  };
}

type PreviewProps = Readonly<{ preview: RequestPreview; thumbnailUrl: ThumbnailUrl }>;

function Preview({ preview, thumbnailUrl }: PreviewProps) {
  switch (preview.kind) {
    case 'picture':
      return (
        <div className="media-request-picture">
          <ItemPicture item={preview.item} source={thumbnailUrl(preview.item.uri, PICTURE)} />
        </div>
      );
    case 'thumbnails':
      return (
        <ul className="media-request-thumbnails">
          {preview.items.map((item) => (
            <li key={item.uri}>
              <ItemPicture item={item} source={thumbnailUrl(item.uri, THUMBNAIL)} />
            </li>
          ))}
          {preview.more !== null && (
            <li>
              <Thumbnail src={thumbnailUrl(preview.more.behind.uri, THUMBNAIL)} alt="" kind="image" />
              <span className="media-request-more">{`+${preview.more.count.toLocaleString()}`}</span>
            </li>
          )}
        </ul>
      );
    case 'names':
      return (
        <ul className="media-request-names">
          {preview.names.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two items can have the same name, and the list never changes.
            <li key={index}>{name}</li>
          ))}
          {preview.more > 0 && <li>{text(moreKey(preview.more), { n: preview.more.toLocaleString() })}</li>}
        </ul>
      );
  }
}

function moreKey(more: number) {
  return more === 1 ? 'write.moreOne' : 'write.moreMany';
}

function ItemPicture({ item, source }: Readonly<{ item: RequestItem; source: string }>) {
  return <Thumbnail src={source} alt={item.displayName} kind={item.kind === 'video' ? 'video' : 'image'} />;
}
