import { type ReactNode, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { AppsPanel } from './AppsPanel.tsx';
import { ClockPanel } from './ClockControls.tsx';
import { DevicePanel } from './DevicePanel.tsx';
import { DocumentsPanel } from './DocumentsPanel.tsx';
import { FolderPanel } from './FolderPanel.tsx';
import { LibraryPanel } from './LibraryPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { ScreenPanel } from './ScreenPanel.tsx';
import { SectionNav, VIEWS, type View } from './SectionNav.tsx';
import { StatePanel } from './StatePanel.tsx';
import { ScenariosPanel } from './scenarios/ScenariosPanel.tsx';
import { useAskedScenario } from './scenarios/useScenarios.ts';
import { Tabs } from './Tabs.tsx';
import { useCommandStore } from './useCommands.ts';
import { VolumesPanel } from './VolumesPanel.tsx';
import { isInUse } from './volumeWords.ts';

type InspectorProps = Readonly<{
  /** What explains the window, when it does. */
  welcome: ReactNode;
  onHelp: () => void;
  onCollapse: () => void;
}>;

/** The tester's panel: what the device is, what it knows, and what happens on it. */
export function Inspector({ welcome, onHelp, onCollapse }: InspectorProps) {
  const device = useDevice((store) => store.device);
  const { running, problem } = useCommandStore();
  const [shown, setShown] = useState<View>('Device');
  useAskedScenario(() => setShown('Scenarios'));
  const isBusy = device === null || running > 0;
  return (
    <div className="inspector">
      <header className="inspector-header">
        <h1>Scopebox</h1>
        <p>{device === null ? 'Connecting to the device…' : `API ${device.sdk} · boot ${device.bootCount}`}</p>
        <Tabs label="Tester's panel" names={VIEWS} shown={shown} onShow={setShown} />
        <HeaderButtons onHelp={onHelp} onCollapse={onCollapse} />
        <SectionNav view={shown} onView={setShown} />
      </header>
      <div className="inspector-progress">
        <ProgressBar label="The device is working" busy={isBusy} />
      </div>
      {problem !== null && (
        <p className="inspector-problem" role="alert">
          {problem}
        </p>
      )}
      {welcome}
      {device !== null && shown === 'Library' && <LibraryPanel device={device} />}
      {device !== null && shown === 'Documents' && <DocumentsPanel device={device} />}
      {device !== null && shown === 'Changes' && <StatePanel device={device} />}
      {shown === 'Scenarios' && <ScenariosPanel />}
      {device !== null && shown === 'Device' && <DeviceView device={device} />}
    </div>
  );
}

function DeviceView({ device }: Readonly<{ device: DeviceState }>) {
  return (
    <>
      <div className="inspector-cards">
        <div className="inspector-column">
          {device.volumes.filter(isInUse).map((volume) => (
            <FolderPanel key={volume.id} volume={volume} />
          ))}
          <VolumesPanel volumes={device.volumes} />
          <DevicePanel device={device} />
          <ScreenPanel />
          <ClockPanel device={device} />
        </div>
        <AppsPanel device={device} />
      </div>
      <LogPanel />
    </>
  );
}

function HeaderButtons({ onHelp, onCollapse }: Pick<InspectorProps, 'onHelp' | 'onCollapse'>) {
  return (
    <div className="inspector-buttons">
      <button type="button" className="icon-button state-layer" aria-label="About this window" onClick={onHelp}>
        <Icon name="help" size={20} />
      </button>
      <button
        type="button"
        className="icon-button state-layer"
        aria-label="Collapse the tester's panel"
        title="Collapse the tester's panel (Ctrl+\)"
        data-collapse="true"
        onClick={onCollapse}
      >
        <Icon name="panelClose" size={20} />
      </button>
    </div>
  );
}
