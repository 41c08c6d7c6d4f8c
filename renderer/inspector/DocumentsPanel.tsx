import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { GrantsPanel } from './GrantsPanel.tsx';
import { useDocuments } from './useDocuments.ts';

/** What the device knows of documents: who was granted which. */
export function DocumentsPanel({ device }: Readonly<{ device: DeviceState }>) {
  const { documents, changes } = useDocuments();
  return (
    <div className="inspector-column">
      <GrantsPanel device={device} documents={documents} changes={changes} />
    </div>
  );
}
