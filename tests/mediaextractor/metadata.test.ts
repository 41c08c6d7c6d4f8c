import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mediaFacts } from '../../mediaextractor/metadata.ts';
import { doubleText } from '../../mediaextractor/tiffDirectory.ts';
import { animated, avif, jpeg, png, pngHeader, webp, withXmp } from './pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'scopebox-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function factsOf(bytes: Uint8Array | string) {
  const path = join(folder, 'picture');
  writeFileSync(path, bytes);
  return mediaFacts(path, 'image');
}

describe('what ExifInterface would say', () => {
  test('of a camera JPEG', async () => {
    const facts = await factsOf(await jpeg(64, 48));
    expect(facts.problem).toBeNull();
    expect(facts.bounds).toEqual([64, 48]);
    expect(facts.exif).toMatchObject({
      ImageWidth: '64',
      ImageLength: '48',
      Orientation: '6',
      ImageDescription: 'A day out',
      DateTimeOriginal: '2023:05:06 07:08:09',
      SubSecTimeOriginal: '12',
      OffsetTimeOriginal: '+02:00',
      FNumber: '1.8',
      ExposureTime: '2.5E-4',
      ISOSpeedRatings: '100',
    });
  });

  test.each([
    ['PNG', png],
    ['WebP', webp],
    ['AVIF', avif],
  ])('of the size of a %s', async (_, make) => {
    const facts = await factsOf(await make(40, 30));
    expect([facts.problem, facts.bounds, facts.animation]).toEqual([null, [40, 30], null]);
  });

  test.each(['gif', 'webp'] as const)('of an animated %s', async (format) => {
    expect(await factsOf(await animated(format))).toMatchObject({ animation: format, bounds: [16, 16] });
  });

  test('of a bitmap stored top-down', async () => {
    const header = Buffer.alloc(54);
    header.write('BM');
    header.writeUInt32LE(40, 14);
    header.writeInt32LE(20, 18);
    header.writeInt32LE(-10, 22);
    expect((await factsOf(header)).bounds).toEqual([20, 10]);
  });

  test('of a picture with more pixels than anybody would decode', async () => {
    expect((await factsOf(pngHeader(30_000, 30_000))).bounds).toEqual([30_000, 30_000]);
  });
});

describe('broken files', () => {
  test.each([
    ['empty', ''],
    ['text', 'not a picture, whatever its name'],
    ['a JPEG that ends after its first marker', Buffer.from('ffd8ffe1', 'hex')],
    ['segments of length zero', Buffer.from(`ffd8${'ffe00000'.repeat(20)}`, 'hex')],
    ['a box that ends before it begins', Buffer.from('0000000c667479706865696300000001', 'hex')],
  ])('%s: a problem, and no exception', async (_, bytes) => {
    const facts = await factsOf(bytes);
    expect(facts.problem === null ? facts.bounds : facts.problem).toSatisfy(
      (it) => it === null || typeof it === 'string',
    );
    expect(facts.bounds).toBeNull();
  });

  test('a truncated JPEG keeps its size', async () => {
    const whole = await jpeg(64, 48);
    expect((await factsOf(whole.subarray(0, whole.length - 20))).bounds).toEqual([64, 48]);
  });

  test('directories that point at each other end', async () => {
    const loop = Buffer.from('49492a0008000000010069870400010000000800000008000000', 'hex');
    expect((await factsOf(Buffer.concat([loop, Buffer.alloc(16)]))).exif).toEqual({});
  });

  test('any byte changed: never an exception', async () => {
    const whole = await jpeg(16, 16);
    for (let at = 2; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      await expect(factsOf(changed)).resolves.toBeDefined();
    }
  });

  test('a sound file that is none', async () => {
    const path = join(folder, 'a.mp3');
    writeFileSync(path, 'no sound at all');
    expect(await mediaFacts(path, 'audio')).toMatchObject({ retriever: null, problem: expect.stringContaining(path) });
  });
});

describe('XMP', () => {
  const packet = `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmpMM:DocumentID="xmp.did:1" GCamera:MotionPhoto="1"><dc:format>image/jpeg</dc:format>
<exif:GPSLatitude>53,50.070500N</exif:GPSLatitude><Container:Directory><rdf:Seq>
<Container:Item Item:Mime="image/jpeg" Item:Semantic="Primary"/><Container:Item Item:Mime="video/mp4" Item:Semantic="MotionPhoto" Item:Length="9"/>
</rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>`;

  test('ids, format and motion photo tags are read, places are blanked', async () => {
    const { xmp } = await factsOf(withXmp(await jpeg(8, 8), packet));
    expect(xmp).toMatchObject({ format: 'image/jpeg', documentId: 'xmp.did:1', instanceId: null });
    expect(xmp?.elements.map(({ tag }) => tag)).toEqual(['rdf:Description', 'Container:Directory']);
    expect(xmp?.elements[1]?.items).toHaveLength(2);
    const kept = Buffer.from(xmp?.packet ?? []).toString('latin1');
    expect(kept).toHaveLength(packet.length);
    expect(kept).not.toContain('53,50');
    expect(kept).toContain('<dc:format>');
  });

  test.each(['', '<', '<x:xmpmeta', '<a b="', '<x:xmpmeta><rdf:Description a=">"'])(
    '%j: no exception',
    async (broken) => {
      expect((await factsOf(withXmp(await jpeg(8, 8), broken))).xmp?.elements).toBeDefined();
    },
  );
});

test.each([
  [1.8, '1.8'],
  [4, '4.0'],
  [0, '0.0'],
  [0.00625, '0.00625'],
  [1 / 4000, '2.5E-4'],
  [0.0001, '1.0E-4'],
  [12_345_678, '1.2345678E7'],
  [Number.NaN, 'NaN'],
])('Double.toString(%d) is %s', (value, text) => {
  expect(doubleText(value)).toBe(text);
});
