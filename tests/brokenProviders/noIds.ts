// Broken on purpose: listings have no column for the ids.
import type { DocumentsCursor, Projection, ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

class Broken extends MyCloudProvider {
  override async queryChildDocuments(parentDocumentId: string, projection: Projection): Promise<DocumentsCursor> {
    const { columns, rows, ...rest } = await super.queryChildDocuments(parentDocumentId, projection);
    return { ...rest, columns: columns.slice(1), rows: rows.map((row) => row.slice(1)) };
  }
}

export const createProvider = (context: ProviderContext) => new Broken(context);
