// Mirrors photopicker/ui/MediaItemGridViewHolder, and com.android.photopicker core/components/mediagrid/MediaGrid.
import { memo } from 'react';
import { parseId } from '../../contract/android/uri.ts';
import { Icon } from '../ui/Icon.tsx';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { text } from '../ui/strings.ts';
import { Thumbnail } from '../ui/Thumbnail.tsx';
import { useLongPress } from '../ui/useLongPress.ts';
import { durationText } from './dateTimeUtils.ts';
import { type Item, isVideo, itemDescription, SPECIAL_FORMAT } from './item.ts';
import { usePickerStyle } from './pickerStyleContext.ts';

type PhotoCellProps = Readonly<{
  /** Undefined where a photo will be: it is not here yet, or one is passing by too fast to see it. */
  item: Item | undefined;
  index: number;
  /** Its place in the line, from 0. */
  column: number;
  thumbnail: string;
  /** null where one tap is the whole choice, and nothing can be marked. */
  isSelected: boolean | null;
  /** Which one it was of those selected; null where that is not shown. */
  order: number | null;
  isCurrent: boolean;
  onTap: (item: Item, index: number) => void;
  onLongPress: (item: Item) => void;
}>;

/** One photo of the grid; the same cell shows another one when its line is used again. */
export const PhotoCell = memo(function PhotoCell(props: PhotoCellProps) {
  const { item, index, column, thumbnail, isSelected, order, isCurrent } = props;
  const press = useLongPress(() => item !== undefined && props.onLongPress(item), item?.uri);
  // Its words are the language's: another one, and it is drawn again.
  useScreenSettings(({ language }) => language);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all of its cells.
    // biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling, which a table cannot do.
    <div
      role="gridcell"
      className="photo-cell"
      tabIndex={isCurrent ? 0 : -1}
      data-index={index}
      aria-colindex={column + 1}
      {...(item === undefined
        ? { 'aria-busy': true, 'aria-label': text('picker.loading') }
        : { 'data-id': parseId(item.uri), 'aria-label': itemDescription(item) })}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      {...(order === null ? {} : { 'aria-description': order.toLocaleString() })}
      {...press.handlers}
      onClick={() => {
        if (!press.wasLong() && item !== undefined) props.onTap(item, index);
      }}
    >
      {item !== undefined && (
        // Another photo begins as it is: it neither shows the one before it nor moves as if it had been chosen.
        <span key={item.uri} className="photo-cell-picture">
          <Thumbnail src={thumbnail} alt="" kind={isVideo(item.mimeType) ? 'video' : 'image'} />
          <Badge item={item} />
        </span>
      )}
      {isSelected !== null && (
        <span className="photo-cell-check" aria-hidden="true" data-order={order?.toLocaleString()}>
          {isSelected && order === null && <Icon name="check" size={16} />}
        </span>
      )}
    </div>
  );
});

function Badge({ item }: Readonly<{ item: Item }>) {
  const { animatedWebpBadge } = usePickerStyle();
  if (isVideo(item.mimeType)) {
    return (
      <span className="photo-cell-badge" data-badge="video" aria-hidden="true">
        {durationText(item.duration)}
        <Icon name="playCircle" size={16} />
      </span>
    );
  }
  const { specialFormat } = item;
  if (specialFormat === SPECIAL_FORMAT.NONE) return null;
  const isMotion =
    specialFormat === SPECIAL_FORMAT.MOTION_PHOTO ||
    (specialFormat === SPECIAL_FORMAT.ANIMATED_WEBP && animatedWebpBadge === 'motionPhoto');
  return (
    <span
      className="photo-cell-badge"
      data-badge={isMotion ? 'motionPhoto' : 'gif'}
      title={text(isMotion ? 'item.badge.motionPhoto' : 'item.badge.gif')}
    >
      {isMotion ? <Icon name="motion" size={16} /> : <span className="photo-cell-gif">GIF</span>}
    </span>
  );
}
