// Mirrors photopicker/viewmodel/BannerController: which of the XML picker's banners a change of the cloud media app brings.
import { create } from 'zustand';
import type { CloudMediaProviderInfo } from '../../../contract/rpc/systemUi.ts';
import { recall, remember } from '../../ui/windowStorage.ts';

export type CloudBannerKind = 'chooseApp' | 'chooseAccount' | 'accountUpdated' | 'cloudMediaAvailable';

/** The cloud media app as a picker saw it last. */
export type CloudMediaInfo = Readonly<{ authority: string | null; accountName: string | null }>;

type Sources = Readonly<{ cloudProvider: CloudMediaProviderInfo | null; hasCloudProviders: boolean }>;

/** What there is of a request's cloud media app to be remembered. */
export function cloudMediaInfo({ cloudProvider }: Pick<Sources, 'cloudProvider'>): CloudMediaInfo {
  return { authority: cloudProvider?.authority ?? null, accountName: cloudProvider?.accountName ?? null };
}

export function isSameInfo(one: CloudMediaInfo, other: CloudMediaInfo): boolean {
  return one.authority === other.authority && one.accountName === other.accountName;
}

/** The banner that goes with a change. @returns null where there is nothing to be told */
export function bannerAfter(last: CloudMediaInfo, sources: Sources): CloudBannerKind | null {
  const { authority, accountName } = cloudMediaInfo(sources);
  if (authority === null) return sources.hasCloudProviders ? 'chooseApp' : null;
  if (accountName === null) return 'chooseAccount';
  return last.authority === authority ? 'accountUpdated' : 'cloudMediaAvailable';
}

type LastSeen = Readonly<{ info: CloudMediaInfo; see: (info: CloudMediaInfo) => void }>;

/** Android keeps it in a file of the picker's. */
export const useLastCloudMediaInfo = create<LastSeen>((set) => ({
  info: readInfo(recall('cloudMediaInfo')),
  see: (info) => {
    remember('cloudMediaInfo', info);
    set({ info });
  },
}));

function readInfo(kept: unknown): CloudMediaInfo {
  const known: Partial<Record<keyof CloudMediaInfo, unknown>> = typeof kept === 'object' && kept !== null ? kept : {};
  const read = (value: unknown) => (typeof value === 'string' ? value : null);
  return { authority: read(known.authority), accountName: read(known.accountName) };
}
