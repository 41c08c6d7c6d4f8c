// Broken on purpose: "wt" does not truncate.
import type { CancellationSignal, FileChannel, OpenMode, ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

class Broken extends MyCloudProvider {
  override openDocument(documentId: string, mode: OpenMode, signal: CancellationSignal): Promise<FileChannel> {
    return super.openDocument(documentId, mode === 'wt' ? 'w' : mode, signal);
  }
}

export const createProvider = (context: ProviderContext) => new Broken(context);
