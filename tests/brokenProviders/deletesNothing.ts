// Broken on purpose: deleting does nothing, and says that it went well.
import type { ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

class Broken extends MyCloudProvider {
  override async deleteDocument(): Promise<void> {}
}

export const createProvider = (context: ProviderContext) => new Broken(context);
