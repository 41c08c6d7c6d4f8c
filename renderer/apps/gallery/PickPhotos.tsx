import { useState } from 'react';
import { ACTION_PICK_IMAGES, EXTRA_PICK_IMAGES_MAX, RESULT_OK } from '../../../contract/android/intent.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';

const REQUEST_CODE = 2;
const MAX_ITEMS = 5;

type PickPhotosProps = Readonly<{ context: Context; onProblem: (problem: unknown) => void }>;

/** The other way to photos, which needs no permission: the photo picker's own URIs. */
export function PickPhotos({ context, onProblem }: PickPhotosProps) {
  const [picked, setPicked] = useState<readonly Uri[] | null>(null);
  const pick = async (maxItems: number) => {
    const extras = maxItems > 1 ? { extras: { [EXTRA_PICK_IMAGES_MAX]: maxItems } } : {};
    try {
      const { resultCode, data } = await context.startActivityForResult(
        { action: ACTION_PICK_IMAGES, ...extras },
        REQUEST_CODE,
      );
      setPicked(resultCode === RESULT_OK ? (data?.clipData ?? (data?.data ? [data.data] : [])) : null);
      onProblem(null);
    } catch (problem) {
      onProblem(problem);
    }
  };
  return (
    <section className="gallery-pick" aria-label="Photo picker">
      <div className="gallery-pick-buttons">
        <button type="button" className="button" data-kind="outlined" onClick={() => void pick(1)}>
          Pick a photo
        </button>
        <button type="button" className="button" data-kind="outlined" onClick={() => void pick(MAX_ITEMS)}>
          {`Pick up to ${MAX_ITEMS}`}
        </button>
      </div>
      {picked !== null && (
        <ul className="gallery-picked" aria-label="Picked">
          {picked.map((uri) => (
            <li key={uri} data-uri={uri}>
              {uri}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
