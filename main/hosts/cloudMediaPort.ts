// The tester's conversation about cloud media in the photo picker.
import { z } from 'zod';
import type {
  CloudMediaApi,
  CloudMediaFault,
  CloudMediaKind,
  CloudMediaOperation,
} from '../../contract/rpc/cloudMediaApi.ts';
import type { FaultPoint } from '../../contract/rpc/documentsApi.ts';
import type { System } from '../system.ts';
import type { Guards } from './rpcServer.ts';
import { latest } from './streams.ts';

/** The conversation's methods, bound to one call. */
export function cloudMediaApi({ cloudMedia }: System, signal: AbortSignal): CloudMediaApi {
  const { mock } = cloudMedia;
  let changes = 0;
  return {
    changes: async () =>
      latest(
        (changed) => cloudMedia.onChange(changed),
        () => ++changes,
        signal,
      ),
    cloudMedia: async () => cloudMedia.state(),
    cloudMediaItems: async (page) => mock.items(page),
    setCloudMediaProvider: async (authority) => cloudMedia.setActive(authority),
    setCloudMediaAccount: async (name) => mock.setAccount(name),
    addCloudMedia: async (added) => mock.add(added),
    backUpToCloudMedia: async (count) => cloudMedia.backUp(count),
    removeCloudMedia: async (ids) => mock.remove(ids),
    setCloudMediaFavorite: async (ids, isFavorite) => mock.setFavorite(ids, isFavorite),
    newCloudMediaCollection: async () => mock.newCollection(),
    setCloudMedia: async (change) => mock.set(change),
    forgetCloudMediaDownloads: async () => mock.forgetDownloads(),
  };
}

const OPERATIONS = [
  'collection',
  'media',
  'albums',
  'open',
  'thumbnail',
] as const satisfies readonly CloudMediaOperation[];
const KINDS = ['fail', 'hang', 'truncate'] as const satisfies readonly CloudMediaFault['kind'][];
const POINTS = ['before', 'during', 'after'] as const satisfies readonly FaultPoint[];
const ITEM_KINDS = ['photo', 'video', 'gif', 'motionPhoto'] as const satisfies readonly CloudMediaKind[];

/** Items that one order adds, or is about. */
const MOST = 10_000;

const count = z.int().positive().max(MOST);
const ids = z.array(z.string().min(1).max(200)).max(MOST);
const nothing = z.tuple([]);

const fault = z.object({
  operations: z.union([z.literal('all'), z.array(z.enum(OPERATIONS)).max(OPERATIONS.length)]),
  kind: z.enum(KINDS),
  at: z.enum(POINTS),
  probability: z.number().min(0).max(1),
  times: z.int().positive().nullable(),
  document: z.string().max(200).nullable(),
});

export const cloudMediaGuards: Guards<CloudMediaApi> = {
  changes: nothing,
  cloudMedia: nothing,
  cloudMediaItems: z.tuple([z.object({ offset: z.int().nonnegative(), limit: z.int().positive().max(1_000) })]),
  setCloudMediaProvider: z.tuple([z.string().min(1).max(1_000).nullable()]),
  setCloudMediaAccount: z.tuple([z.string().trim().min(1).max(200).nullable()]),
  addCloudMedia: z.tuple([z.object({ count, kind: z.enum(ITEM_KINDS) })]),
  backUpToCloudMedia: z.tuple([count]),
  removeCloudMedia: z.tuple([ids]),
  setCloudMediaFavorite: z.tuple([ids, z.boolean()]),
  newCloudMediaCollection: nothing,
  setCloudMedia: z.tuple([
    z.object({
      profile: z.enum(['instant', 'wifi', 'mobile', 'slow']).exactOptional(),
      latencyMillis: z.int().nonnegative().max(600_000).exactOptional(),
      bytesPerSecond: z.number().min(1).max(Number.MAX_SAFE_INTEGER).nullable().exactOptional(),
      online: z.boolean().exactOptional(),
      seed: z.int().nonnegative().max(0xffff_ffff).exactOptional(),
      faults: z.array(fault).max(100).exactOptional(),
    }),
  ]),
  forgetCloudMediaDownloads: nothing,
};
