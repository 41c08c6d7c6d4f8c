// Mirrors DocumentsUI's dirlist/ListDocumentHolder, GridDocumentHolder and GridDirectoryHolder.
import { memo } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { Thumbnail } from '../ui/Thumbnail.tsx';
import { useLongPress } from '../ui/useLongPress.ts';
import { iconName, mimeIcon } from './documentIcons.ts';
import { type DocumentInfo, isDirectory } from './documentInfo.ts';
import { cardDetailsOf, metadataOf } from './formatting.ts';

/** A row, a card with its name below the picture, or the picture alone. */
export type ItemLook = 'list' | 'grid' | 'photo';

type DocumentItemProps = Readonly<{
  document: DocumentInfo;
  index: number;
  look: ItemLook;
  /** Null where nothing can be selected. */
  isSelected: boolean | null;
  /** Why it is grey, for a tester; null for one that can be picked. */
  whyDisabled: string | null;
  isCurrent: boolean;
  /** Null for a document without one. */
  thumbnail: string | null;
  /** Milliseconds since 1970 UTC: what is today. */
  now: number;
  onTap: (document: DocumentInfo, index: number) => void;
  onLongPress: (document: DocumentInfo, index: number) => void;
}>;

/** One document. */
export const DocumentItem = memo(function DocumentItem(props: DocumentItemProps) {
  const { document, index, look, isSelected, whyDisabled, isCurrent } = props;
  const press = useLongPress(() => props.onLongPress(document, index));
  // Its words are the language's: another one, and it is drawn again.
  useScreenSettings(({ language }) => language);
  const shape = isDirectory(document) && look !== 'list' ? 'folder' : look;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all of its cells.
    // biome-ignore lint/a11y/useSemanticElements: lines come and go while scrolling, which a table cannot do.
    <div
      role="gridcell"
      className="docs-item"
      data-look={shape}
      data-id={document.documentId}
      data-index={index}
      tabIndex={isCurrent ? 0 : -1}
      {...(shape === 'photo' && { 'aria-label': `${document.displayName}, ${metadataOf(document, props.now)}` })}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      {...(whyDisabled === null ? {} : { 'aria-disabled': true, title: whyDisabled })}
      {...press.handlers}
      onClick={() => {
        if (!press.wasLong()) props.onTap(document, index);
      }}
    >
      <ItemContent {...props} shape={shape} />
    </div>
  );
});

type ItemContentProps = DocumentItemProps & Readonly<{ shape: ItemLook | 'folder' }>;

function ItemContent({ document, shape, isSelected, thumbnail, now }: ItemContentProps) {
  const sign = <Icon name={iconName(document)} size={shape === 'list' ? 24 : 30} />;
  const check = isSelected === true && (
    <span className="docs-item-check">
      <Icon name="check" size={20} />
    </span>
  );
  const picture = thumbnail !== null && <Thumbnail src={thumbnail} alt="" kind={mimeIcon(document.mimeType)} />;
  switch (shape) {
    case 'list':
      return (
        <>
          <span className="docs-item-icon">{check || picture || sign}</span>
          <span className="docs-item-words">
            <span className="docs-item-name">{document.displayName}</span>
            <span className="docs-item-details">{metadataOf(document, now)}</span>
          </span>
        </>
      );
    case 'folder':
      return (
        <>
          <span className="docs-item-icon">{sign}</span>
          <span className="docs-item-name">{document.displayName}</span>
        </>
      );
    case 'photo':
      return (
        <>
          <span className="docs-item-picture">{picture || sign}</span>
          {check}
        </>
      );
    case 'grid':
      return (
        <>
          <span className="docs-item-picture">{picture || <Icon name={iconName(document)} size={48} />}</span>
          <span className="docs-item-plate">
            <span className="docs-item-icon">{check || sign}</span>
            <span className="docs-item-words">
              <span className="docs-item-name">{document.displayName}</span>
              <span className="docs-item-details">{cardDetailsOf(document, now)}</span>
            </span>
          </span>
        </>
      );
  }
}
