import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';

const STATES = { scanning: 'Scanning', ready: 'Ready', missing: 'Missing', failed: 'Scan ended early' } as const;

/** The user's folder behind a volume, and how far the scan is. */
export function FolderPanel({ volume }: Readonly<{ volume: VolumeState }>) {
  const { files, indexed, skipped, state } = volume;
  return (
    <section className="card" aria-label={`Folder of ${volume.volumeName}`}>
      <header className="card-header">
        <h2>Folder</h2>
        <span className="pill" data-state={state}>
          {STATES[state]}
        </span>
      </header>
      <p className="folder-path" title={volume.folder}>
        <Icon name="folder" size={18} /> <bdi>{volume.folder}</bdi>
      </p>
      <p className="muted">
        {`${indexed.toLocaleString()} of ${files.toLocaleString()} files indexed as ${volume.volumeName}`}
        {skipped > 0 && `, ${skipped.toLocaleString()} skipped (see Logcat)`}
      </p>
      <ProgressBar label={`Scan of ${volume.volumeName}`} busy={state === 'scanning'} value={indexed} max={files} />
      {volume.problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {volume.problem}
        </p>
      )}
    </section>
  );
}
