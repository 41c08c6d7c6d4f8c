// What a document without bytes of its own can be had as: text, or a page of PDF.
import { CLOUD_NOTE } from './sampleDocuments.ts';

/** The bytes of an export; null for a type there is none of. */
export function exportedBytes(mimeType: string, displayName: string): Uint8Array | null {
  const text = `${displayName}\n\n${CLOUD_NOTE}\n`;
  if (mimeType === 'text/plain') return encode(text);
  return mimeType === 'application/pdf' ? pdf(text.split('\n')) : null;
}

/** One page with one font: PDF 1.4's least. */
function pdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line) => `(${line.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 14 Tf 18 TL 56 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return encode(`${body}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
