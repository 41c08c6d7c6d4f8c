import { useState } from 'react';
import { useDevice } from '../deviceStore.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { AppsPanel } from './AppsPanel.tsx';
import { DevicePanel } from './DevicePanel.tsx';
import { DocumentsPanel } from './DocumentsPanel.tsx';
import { FolderPanel } from './FolderPanel.tsx';
import { LibraryPanel } from './LibraryPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { StatePanel } from './StatePanel.tsx';
import { Tabs } from './Tabs.tsx';
import { useCommandStore } from './useCommands.ts';
import { VolumesPanel } from './VolumesPanel.tsx';
import { isInUse } from './volumeWords.ts';

const VIEWS = ['Device', 'Library', 'Documents', 'Changes'] as const;

/** The tester's panel: what the device is, what it knows, and what happens on it. */
export function Inspector() {
  const device = useDevice((store) => store.device);
  const { running, problem } = useCommandStore();
  const [shown, setShown] = useState<(typeof VIEWS)[number]>('Device');
  const isBusy = device === null || running > 0;
  return (
    <main className="inspector" aria-label="Tester's panel" tabIndex={-1}>
      <header className="inspector-header">
        <h1>Scopebox</h1>
        <p>{device === null ? 'Connecting to the device…' : `API ${device.sdk} · boot ${device.bootCount}`}</p>
        <Tabs label="Tester's panel" names={VIEWS} shown={shown} onShow={setShown} />
      </header>
      <div className="inspector-progress">
        <ProgressBar label="The device is working" busy={isBusy} />
      </div>
      {problem !== null && (
        <p className="inspector-problem" role="alert">
          {problem}
        </p>
      )}
      {device !== null && shown === 'Library' && <LibraryPanel device={device} />}
      {device !== null && shown === 'Documents' && <DocumentsPanel device={device} />}
      {device !== null && shown === 'Changes' && <StatePanel device={device} />}
      {device !== null && shown === 'Device' && (
        <>
          <div className="inspector-cards">
            <div className="inspector-column">
              {device.volumes.filter(isInUse).map((volume) => (
                <FolderPanel key={volume.id} volume={volume} />
              ))}
              <VolumesPanel volumes={device.volumes} />
              <DevicePanel device={device} />
            </div>
            <AppsPanel device={device} />
          </div>
          <LogPanel />
        </>
      )}
    </main>
  );
}
