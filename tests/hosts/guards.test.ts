import { describe, expect, test } from 'vitest';
import { appGuards } from '../../main/hosts/guards.ts';

describe('bytes in one argument', () => {
  test.each([
    [1_048_576, true],
    [1_048_577, false],
  ])('%i are taken: %s', (length, taken) => {
    const bytes = new Uint8Array(length);
    const uri = 'content://media/external/images/media';
    expect(appGuards.insert.safeParse([uri, { xmp: bytes }, null]).success).toBe(taken);
    expect(appGuards.update.safeParse([uri, { xmp: bytes }, null]).success).toBe(taken);
    expect(appGuards.applyBatch.safeParse(['media', [{ type: 'insert', uri, values: { xmp: bytes } }]]).success).toBe(
      taken,
    );
    expect(appGuards.writeFile.safeParse([3, 0, bytes]).success).toBe(taken);
  });
});
