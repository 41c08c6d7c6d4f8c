import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Question } from './Question.tsx';
import { countsText, paceText } from './scanWords.ts';
import { useOrder } from './useCommands.ts';
import { VOLUME_STATES } from './volumeWords.ts';

/** The user's folder behind a volume, and how far the scan is. */
export function FolderPanel({ volume }: Readonly<{ volume: VolumeState }>) {
  const { files, indexed, state, paused, watching, volumeName } = volume;
  const isScanning = state === 'scanning';
  const pace = paceText(volume);
  return (
    <section className="card" aria-label={`Folder of ${volumeName}`}>
      <header className="card-header">
        <h2>Folder</h2>
        <span className="pill" data-state={state}>
          {paused ? 'Paused' : VOLUME_STATES[state]}
        </span>
      </header>
      <p className="folder-path" title={volume.folder}>
        <Icon name="folder" size={18} /> <bdi>{volume.folder}</bdi>
      </p>
      <p className="muted">{countsText(volume)}</p>
      {isScanning && !paused && pace !== null && <p className="muted">{pace}</p>}
      <ProgressBar
        label={`Scan of ${volumeName}`}
        busy={isScanning && !paused}
        value={indexed}
        max={volume.total ?? files}
      />
      {watching === 'polling' && (
        <p className="muted">
          The system has no more file watches: changes in the folder are looked for every few seconds.
        </p>
      )}
      {(isScanning || paused) && <PauseButton volumeName={volumeName} paused={paused} />}
      {volume.problem !== null && (
        <p className="card-problem" role="alert">
          <Icon name="warning" size={18} /> {volume.problem}
        </p>
      )}
      {volume.doubtful && <IndexQuestion volume={volume} />}
    </section>
  );
}

/** For who has really emptied the folder, or put another one in its place. */
function IndexQuestion({ volume: { id, folder } }: Readonly<{ volume: VolumeState }>) {
  const order = useOrder();
  return (
    <div className="buttons">
      <Question
        opens="Index it as it is…"
        title="Is this the right folder?"
        agrees="Index it as it is"
        isDanger
        onAgree={() => order((tester) => tester.indexAsItIs(id))}
      >
        <p>
          What is known of files that are not in <bdi>{folder}</bdi> is forgotten: favorites, owners, and which apps
          were given them. If its disk is only not mounted, cancel, and mount it.
        </p>
      </Question>
    </div>
  );
}

function PauseButton({ volumeName, paused }: Readonly<{ volumeName: string; paused: boolean }>) {
  const order = useOrder();
  return (
    <div className="buttons">
      <button
        type="button"
        className="button"
        onClick={() => order((tester) => (paused ? tester.resumeScan(volumeName) : tester.pauseScan(volumeName)))}
      >
        {paused ? 'Resume the scan' : 'Pause the scan'}
      </button>
    </div>
  );
}
