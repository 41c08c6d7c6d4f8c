// Broken on purpose: sizes are of what is kept, not of what is read; times are in seconds.
import { DocumentsContract, type DocumentsCursor, type Projection, type ProviderContext } from 'scopebox';
import { MyCloudProvider } from '../../fixtures/plugins/mycloud/provider.ts';

const { Document } = DocumentsContract;

class Broken extends MyCloudProvider {
  override async queryDocument(documentId: string, projection: Projection): Promise<DocumentsCursor> {
    return wrong(await super.queryDocument(documentId, projection));
  }

  override async queryChildDocuments(parentDocumentId: string, projection: Projection): Promise<DocumentsCursor> {
    return wrong(await super.queryChildDocuments(parentDocumentId, projection));
  }
}

function wrong({ columns, rows, extras, notificationUri }: DocumentsCursor): DocumentsCursor {
  const [size, time] = [columns.indexOf(Document.COLUMN_SIZE), columns.indexOf(Document.COLUMN_LAST_MODIFIED)];
  const changed = rows.map((row) =>
    row.map((value, at) => {
      if (at === size && value !== null) return Number(value) + 16;
      return at === time ? Math.floor(Number(value) / 1_000) : value;
    }),
  );
  return { columns, rows: changed, ...(extras && { extras }), ...(notificationUri && { notificationUri }) };
}

export const createProvider = (context: ProviderContext) => new Broken(context);
