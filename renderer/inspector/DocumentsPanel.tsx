import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { CloudMediaPanel } from './CloudMediaPanel.tsx';
import { CloudPanel } from './CloudPanel.tsx';
import { GrantsPanel } from './GrantsPanel.tsx';
import { ProvidersPanel } from './ProvidersPanel.tsx';
import { useDocuments } from './useDocuments.ts';

/** What the device knows of documents: who was granted which, who offers them, and the cloud that can be made to fail. */
export function DocumentsPanel({ device }: Readonly<{ device: DeviceState }>) {
  const { documents, changes } = useDocuments();
  return (
    <div className="inspector-column">
      <GrantsPanel device={device} documents={documents} changes={changes} />
      <ProvidersPanel documents={documents} changes={changes} />
      <CloudPanel documents={documents} changes={changes} />
      <CloudMediaPanel />
    </div>
  );
}
