// Broken on purpose: nobody hears of changes, nor of what has loaded.
import type { ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

export const createProvider = (context: ProviderContext) =>
  new MyCloudProvider({ ...context, notifyChange: () => undefined });
