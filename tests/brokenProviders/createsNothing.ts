// Broken on purpose: the id of what is created is not the one it is found by.
import type { ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

class Broken extends MyCloudProvider {
  override async createDocument(parentDocumentId: string, mimeType: string, displayName: string): Promise<string> {
    return `/${await super.createDocument(parentDocumentId, mimeType, displayName)}`;
  }
}

export const createProvider = (context: ProviderContext) => new Broken(context);
