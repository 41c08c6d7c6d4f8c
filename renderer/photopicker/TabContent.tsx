// Mirrors photopicker/ui/TabFragment and the Compose picker's EmptyState: content, or what stands in its place.
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { text } from '../ui/strings.ts';
import { EmptyArtwork } from './classic/EmptyArtwork.tsx';
import { classicEmptyText, type EmptyPlace, modernEmptyWords } from './emptyWords.ts';
import type { PickerSource } from './usePickerRows.ts';

type TabContentProps = Readonly<{
  source: PickerSource;
  place: EmptyPlace;
  /** null before it is known. */
  count: number | null;
  error: unknown;
  /** Stands above what is said instead of the content. */
  banner?: ReactNode;
  children: ReactNode;
}>;

/** Content, once it is there. */
export function TabContent({ source, place, count, error, banner, children }: TabContentProps) {
  if (error !== null) return <Message source={source} title={String(error)} role="alert" />;
  if (count === null) return <Loading />;
  if (count > 0) return children;
  if (source.ui === 'classic') {
    return <Message source={source} title={text(classicEmptyText(place, source))} role="status" />;
  }
  return (
    <div className="picker-scroller">
      {banner}
      <ModernEmpty source={source} place={place} />
    </div>
  );
}

function Loading() {
  return (
    <div className="picker-loading">
      <p>{text('picker.loading')}</p>
      <ProgressBar label={text('picker.loading')} busy />
    </div>
  );
}

type MessageProps = Readonly<{ source: PickerSource; title: string; role: 'status' | 'alert' }>;

function Message({ source, title, role }: MessageProps) {
  return (
    <div className="picker-scroller picker-empty" role={role}>
      {source.ui === 'classic' ? (
        <EmptyArtwork />
      ) : (
        <span className="picker-empty-icon">
          <Icon name="warning" />
        </span>
      )}
      <p className="picker-empty-title">{title}</p>
    </div>
  );
}

function ModernEmpty({ source, place }: Pick<TabContentProps, 'source' | 'place'>) {
  const { icon, title, body } = modernEmptyWords(place, source);
  return (
    <div className="picker-empty" role="status">
      <span className="picker-empty-icon">
        <Icon name={icon} />
      </span>
      <p className="picker-empty-title">{text(title)}</p>
      <p className="picker-empty-body">{text(body)}</p>
    </div>
  );
}
