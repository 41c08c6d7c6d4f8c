import { useState } from 'react';
import { RESULT_OK } from '../../../contract/android/intent.ts';
import { imagesContentUri, VOLUME_EXTERNAL, videoContentUri } from '../../../contract/android/mediaStore.ts';
import { type Uri, withAppendedId } from '../../../contract/android/uri.ts';
import type { ContentResolver } from '../../../sdk/contentResolver.ts';
import type { Context } from '../../../sdk/context.ts';
import {
  createDeleteRequest,
  createFavoriteRequest,
  createTrashRequest,
  createWriteRequest,
} from '../../../sdk/mediaStoreRequests.ts';
import type { Media } from './useMediaRows.ts';

const REQUEST_CODE = 3;

type Action = Readonly<{
  label: string;
  method: string;
  create: (resolver: ContentResolver, uris: readonly Uri[]) => Promise<number>;
}>;

const ACTIONS: readonly Action[] = [
  {
    label: 'Favorite',
    method: 'createFavoriteRequest',
    create: (resolver, uris) => createFavoriteRequest(resolver, uris, true),
  },
  {
    label: 'Move to trash',
    method: 'createTrashRequest',
    create: (resolver, uris) => createTrashRequest(resolver, uris, true),
  },
  { label: 'Delete', method: 'createDeleteRequest', create: createDeleteRequest },
  { label: 'Ask to edit', method: 'createWriteRequest', create: createWriteRequest },
];

type MediaActionsProps = Readonly<{ context: Context; chosen: readonly Media[]; onDone: () => void }>;

/** What an app can ask the user to let it do with items that are not its own. */
export function MediaActions({ context, chosen, onDone }: MediaActionsProps) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const run = async ({ method, create }: Action) => {
    try {
      const pendingIntent = await create(context.contentResolver, chosen.map(mediaUri));
      const { resultCode } = await context.startIntentSenderForResult(pendingIntent, REQUEST_CODE);
      setOutcome(`${method}: ${resultCode === RESULT_OK ? 'RESULT_OK' : 'RESULT_CANCELED'}`);
      if (resultCode === RESULT_OK) onDone();
    } catch (problem) {
      setOutcome(`${method}: ${problem}`);
    }
  };
  if (chosen.length === 0 && outcome === null) return null;
  return (
    <section className="media-actions" aria-label="Selected items">
      <p aria-live="polite">{outcome ?? `${chosen.length.toLocaleString()} selected`}</p>
      {chosen.length > 0 && (
        <div className="media-actions-buttons">
          {ACTIONS.map((action) => (
            <button key={action.method} type="button" className="button" onClick={() => void run(action)}>
              {action.label}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function mediaUri({ id, isVideo }: Media): Uri {
  const collection = isVideo ? videoContentUri(VOLUME_EXTERNAL) : imagesContentUri(VOLUME_EXTERNAL);
  return withAppendedId(collection, id);
}
