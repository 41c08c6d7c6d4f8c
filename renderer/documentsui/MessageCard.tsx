// Mirrors DocumentsUI's dirlist/Message and DirectoryAddonsAdapter: a card above the rows, or words in their place.
import { Icon, type IconName } from '../ui/Icon.tsx';
import type { BodyMessage, HeaderMessage } from './directoryState.ts';
import { documentsText } from './strings.ts';

const HEADER_ICONS: Readonly<Record<HeaderMessage['kind'], IconName>> = {
  ...{ authentication: 'info', info: 'info', error: 'warning', blockedFromTree: 'info' },
};

type MessageCardProps = Readonly<{ message: HeaderMessage; onButton: () => void }>;

export function MessageCard({ message: { kind, title, text, button }, onButton }: MessageCardProps) {
  return (
    <section className="docs-card" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={HEADER_ICONS[kind]} size={40} />
      <div className="docs-card-words">
        {title !== null && <h2>{title}</h2>}
        <p>{text}</p>
      </div>
      <button type="button" className="button" data-kind="text" onClick={onButton}>
        {button ?? documentsText('button_dismiss')}
      </button>
    </section>
  );
}

type EmptyViewProps = Readonly<{
  message: BodyMessage;
  /** What the provider threw, for a tester; Android keeps it to itself. */
  error: unknown;
}>;

export function EmptyView({ message: { kind, text }, error }: EmptyViewProps) {
  const isFailure = kind === 'queryError' || kind === 'cantDisplay';
  return (
    <div className="docs-empty" data-kind={kind} role={isFailure ? 'alert' : 'status'}>
      <Icon name={kind === 'queryError' ? 'warning' : kind === 'noResults' ? 'search' : 'folder'} size={64} />
      <p>{text}</p>
      {isFailure && error !== null && <p className="docs-empty-why">{errorText(error)}</p>}
    </div>
  );
}

function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
