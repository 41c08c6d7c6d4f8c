// Broken on purpose: the root does not say that its provider knows its children.
import { DocumentsContract, type DocumentsCursor, type Projection, type ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

const { Root } = DocumentsContract;

class Broken extends MyCloudProvider {
  override async queryRoots(projection: Projection): Promise<DocumentsCursor> {
    const { columns, rows } = await super.queryRoots(projection);
    const flags = columns.indexOf(Root.COLUMN_FLAGS);
    const without = (value: unknown) => Number(value) & ~Root.FLAG_SUPPORTS_IS_CHILD;
    return { columns, rows: rows.map((row) => row.map((value, at) => (at === flags ? without(value) : value))) };
  }
}

export const createProvider = (context: ProviderContext) => new Broken(context);
