import { type RefObject, useCallback } from 'react';
import { filesContentUri, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { useDisplay } from '../../ui/display.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Thumbnail } from '../../ui/Thumbnail.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import type { Media, MediaRows } from './useMediaRows.ts';

const LEAST_COLUMNS = 3;
const LINE_HEIGHT = 160;
/** A picture and the gap after it, dp; and what the grid has at its sides. */
const COLUMN_WIDTH = 132;
const SIDES = 16;
const THUMBNAIL = { width: 320, height: 320 };
const COLLECTION = filesContentUri(VOLUME_EXTERNAL);

type MediaGridProps = Readonly<{
  context: Context;
  /** Ids of what the next action is about. */
  chosen: ReadonlySet<number>;
  onToggle: (media: Media) => void;
  rows: MediaRows;
  scroller: RefObject<HTMLDivElement | null>;
}>;

/** The rows as pictures with their names. */
export function MediaGrid({ context, chosen, onToggle, rows, scroller }: MediaGridProps) {
  const { items } = rows;
  const { width } = useDisplay();
  const columns = Math.max(LEAST_COLUMNS, Math.floor((width - SIDES) / COLUMN_WIDTH));
  const heightOf = useCallback(() => LINE_HEIGHT, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling.
    <div className="media-grid" role="list" aria-label="Photos and videos">
      <VirtualRows
        count={Math.ceil(items.length / columns)}
        heightOf={heightOf}
        scroller={scroller}
        onNearEnd={rows.loadMore}
        paddingEnd={16}
        renderRow={(line) => (
          <div className="media-line" role="presentation" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
            {items.slice(line * columns, (line + 1) * columns).map((media) => (
              <MediaCell
                key={media.id}
                context={context}
                media={media}
                isChosen={chosen.has(media.id)}
                onToggle={onToggle}
              />
            ))}
          </div>
        )}
      />
    </div>
  );
}

type MediaCellProps = Readonly<{
  context: Context;
  media: Media;
  isChosen: boolean;
  onToggle: (media: Media) => void;
}>;

function MediaCell({ context, media, isChosen, onToggle }: MediaCellProps) {
  const source = context.contentResolver.thumbnailUrl(withAppendedId(COLLECTION, media.id), THUMBNAIL);
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling.
    <figure className="media-cell" role="listitem" data-id={media.id} aria-label={media.name} title={media.name}>
      <button
        type="button"
        className="media-picture"
        aria-label={media.name}
        aria-pressed={isChosen}
        onClick={() => onToggle(media)}
      >
        <Thumbnail src={source} alt="" kind={media.isVideo ? 'video' : 'image'} />
        {media.isVideo && (
          <span className="media-video">
            <Icon name="playCircle" size={18} />
          </span>
        )}
      </button>
      <figcaption className="media-name">
        <span className="media-id">{media.id}</span> {media.name}
      </figcaption>
    </figure>
  );
}
