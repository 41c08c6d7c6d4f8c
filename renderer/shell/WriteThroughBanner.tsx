import { Icon } from '../ui/Icon.tsx';

/** As high as the banner's row in shell.css, CSS px. */
export const BANNER_HEIGHT = 40;

/** Says, as long as it is so, that apps have the user's own files in their hands; a screen reader reads it out at once. */
export function WriteThroughBanner({ folders }: Readonly<{ folders: readonly string[] }>) {
  return (
    <p className="write-through" role="alert" title={folders.join('\n')}>
      <Icon name="warning" size={20} />
      <span>
        <b>Write-through, no undo:</b> apps change and delete the real files in{' '}
        {folders.map((folder, index) => (
          <span key={folder}>
            {index > 0 && ', '}
            <bdi>{folder}</bdi>
          </span>
        ))}
      </span>
    </p>
  );
}
