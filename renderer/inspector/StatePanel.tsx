import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import type { DeviceWork } from '../../contract/rpc/volumeChanges.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { SnapshotsPanel } from './SnapshotsPanel.tsx';
import { WrittenThroughCard } from './WrittenThroughCard.tsx';

const WORKS: Readonly<Record<DeviceWork['name'], string>> = {
  exporting: 'Copying changes',
  applying: 'Applying changes to the folder',
  dropping: 'Forgetting changes',
  saving: 'Saving a snapshot',
  restoring: 'Restoring a snapshot',
};

/** What the device has changed, volume by volume, and what can be done with it. */
export function StatePanel({ device }: Readonly<{ device: DeviceState }>) {
  const { work, volumes } = device;
  const isMounted = ({ state }: DeviceState['volumes'][number]) =>
    state === 'ready' || state === 'scanning' || state === 'failed';
  return (
    <div className="inspector-column">
      {work !== null && <WorkProgress work={work} />}
      <SnapshotsPanel isWorking={work !== null} />
      {volumes
        .filter(isMounted)
        .map((volume) =>
          volume.writeThrough ? (
            <WrittenThroughCard key={volume.id} volume={volume} />
          ) : (
            <ChangesPanel key={volume.id} volume={volume} isWorking={work !== null} />
          ),
        )}
    </div>
  );
}

function WorkProgress({ work: { name, done, total } }: Readonly<{ work: DeviceWork }>) {
  const count = total === null ? done.toLocaleString() : `${done.toLocaleString()} of ${total.toLocaleString()}`;
  return (
    <section className="card" aria-label="Work under way">
      <p>{done === 0 ? `${WORKS[name]}…` : `${WORKS[name]}: ${count}`}</p>
      <ProgressBar label={WORKS[name]} busy {...(total === null ? {} : { value: done, max: total })} />
    </section>
  );
}
