import { useId, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { BUNDLED } from './bundledManifests.ts';
import { ManifestDialog } from './ManifestDialog.tsx';
import { useOrder } from './useCommands.ts';

/** Installs one of the apps that come with Scopebox. */
export function InstallApp({ device }: Readonly<{ device: DeviceState }>) {
  const order = useOrder();
  const id = useId();
  const [chosen, setChosen] = useState('');
  const installed = new Set(device.packages.map(({ manifest }) => manifest.packageName));
  const offered = BUNDLED.filter(({ packageName }) => !installed.has(packageName));
  const manifest = offered.find(({ packageName }) => packageName === chosen) ?? offered[0];
  if (manifest === undefined) return <ManifestDialog app={null} />;
  return (
    <div className="install">
      <label htmlFor={id} className="visually-hidden">
        App to install
      </label>
      <select id={id} value={manifest.packageName} onChange={({ target }) => setChosen(target.value)}>
        {offered.map(({ packageName, label, targetSdk }) => (
          <option key={packageName} value={packageName}>{`${label}, target ${targetSdk}`}</option>
        ))}
      </select>
      <button type="button" className="button" onClick={() => order((tester) => tester.install(manifest))}>
        Install
      </button>
      <ManifestDialog app={null} />
    </div>
  );
}
