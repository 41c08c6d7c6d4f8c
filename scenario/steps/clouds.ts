// The device's mock clouds, and providers that are brought along.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CloudMediaApi, CloudMediaChange } from '../../contract/rpc/cloudMediaApi.ts';
import type { CloudChange, CloudFault, DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import { beside } from '../content.ts';
import { defineStep } from '../stepDefinition.ts';
import { mapping, template } from '../words.ts';

/** Until the photo picker looks after a change that its provider tells of, milliseconds. */
const NOTICED = 1_500;

const faults = z
  .array(
    z.strictObject({
      operations: z.union([z.literal('all'), z.array(z.string())]),
      kind: z.string().describe('fail, hang, truncate, null-cursor, error-extra, sign-in-expired, …'),
      at: z.enum(['before', 'during', 'after']).optional(),
      times: z.number().int().nullable().optional(),
      document: z.string().optional().describe('Only for a document of this name or id.'),
    }),
  )
  .describe('What goes wrong, on which operations.');

const network = {
  online: z.boolean().optional(),
  profile: z.enum(['instant', 'wifi', 'mobile', 'slow']).optional(),
  faults: faults.optional(),
};

const documents = defineStep({
  verb: 'tester.cloud',
  about: 'The cloud storage among documents providers: its network, its faults, its accounts.',
  args: z.strictObject({
    ...network,
    pageSize: z.number().int().optional(),
    signIn: z.string().optional(),
    signOut: z.string().optional(),
  }),
  run: async (run, { signIn, signOut, faults: broken, ...change }) => {
    const cloud = await run.talk<DocumentsApi>('documents');
    const { faults: before, online, profile, pageSize } = await cloud.cloud();
    run.atEnd(() => cloud.setCloud({ faults: before, online, profile, pageSize }));
    await cloud.setCloud({ ...change, ...(broken && { faults: broken.map(whole) }) } as CloudChange);
    if (signIn !== undefined) await cloud.cloudSignIn(signIn);
    if (signOut === undefined) return;
    await cloud.cloudSignOut(signOut);
    run.atEnd(() => cloud.cloudSignIn(signOut));
  },
});

const media = defineStep({
  verb: 'tester.cloudMedia',
  about:
    'The cloud of photos in the photo picker: who provides it, its account, its network, its faults. `add` adds items. The result is the list of its items, the newest first.',
  args: z.strictObject({
    ...network,
    provider: z.string().nullable().optional().describe('An authority, or null for none.'),
    account: z.string().nullable().optional(),
    add: z
      .strictObject({ count: z.number().int().positive(), kind: z.enum(['photo', 'video', 'gif', 'motionPhoto']) })
      .optional(),
  }),
  run: async (run, { provider, account, add, faults: broken, ...change }) => {
    const cloud = await run.talk<CloudMediaApi>('cloudMedia');
    const before = await cloud.cloudMedia();
    run.atEnd(async () => {
      await cloud.setCloudMedia({
        faults: before.faults,
        online: before.network.online,
        profile: before.network.profile,
      });
      await cloud.setCloudMediaProvider(before.active?.authority ?? null);
      await cloud.forgetCloudMediaDownloads();
    });
    if (provider !== undefined) await cloud.setCloudMediaProvider(provider);
    if (account !== undefined) await cloud.setCloudMediaAccount(account);
    if (add !== undefined) await cloud.addCloudMedia(add);
    // The picker reads what its provider tells of in a moment, by the device's clock.
    if (add !== undefined) await run.device.tester.advance(NOTICED);
    await synced(cloud);
    await cloud.setCloudMedia({ ...change, ...(broken && { faults: broken.map(whole) }) } as CloudMediaChange);
    return cloud.cloudMediaItems({ offset: 0, limit: 100 });
  },
});

const plugin = defineStep({
  verb: 'tester.loadProvider',
  about:
    'Installs and runs a documents provider from a folder beside the scenario, with its manifest.json and provider.ts. `quirks` are in a quirks.json beside those.',
  args: z.union([z.string(), z.strictObject({ folder: z.string(), quirks: mapping.or(template) })]),
  run: async (run, said) => {
    const { folder, quirks } = typeof said === 'string' ? { folder: said, quirks: {} } : said;
    const copy = await mkdtemp(join(tmpdir(), 'scopebox-provider-'));
    run.atEnd(() => rm(copy, { recursive: true, force: true }));
    await cp(beside(run.directory, folder), copy, { recursive: true });
    await writeFile(join(copy, 'quirks.json'), JSON.stringify(quirks));
    const providers = await run.talk<DocumentsApi>('documents');
    const { authority, problem } = await providers.loadPlugin(copy);
    run.atEnd(() => providers.unloadPlugin(authority));
    return { authority, problem };
  },
});

const providers = defineStep({
  verb: 'tester.providers',
  about: 'Every documents provider of the device, with its `roots` and its `problem`.',
  args: z.null(),
  run: async (run) => (await run.talk<DocumentsApi>('documents')).providers(),
});

const uriGrants = defineStep({
  verb: 'tester.uriGrants',
  about: 'The device’s table of URI grants: `targetPackage`, `uri`, `why`, `until`, and more.',
  args: z.null(),
  run: async (run) => (await run.talk<DocumentsApi>('documents')).uriGrants(),
});

/** Until the picker has read the collection. */
async function synced(cloud: CloudMediaApi): Promise<void> {
  for await (const _change of await cloud.changes()) if (!(await cloud.cloudMedia()).sync.isRunning) return;
}

export const CLOUD_STEPS = [documents, media, plugin, providers, uriGrants];

function whole(fault: z.output<typeof faults>[number]): CloudFault {
  return { at: 'before', times: null, document: null, ...fault, probability: 1 } as CloudFault;
}
