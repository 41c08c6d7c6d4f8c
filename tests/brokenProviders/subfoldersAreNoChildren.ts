// Broken on purpose: only what lies directly in a folder counts as its child.
import type { ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

class Broken extends MyCloudProvider {
  override async isChildDocument(parentDocumentId: string, documentId: string): Promise<boolean> {
    const { path } = await this.findDocumentPath(null, documentId);
    return path.at(-2) === parentDocumentId;
  }
}

export const createProvider = (context: ProviderContext) => new Broken(context);
