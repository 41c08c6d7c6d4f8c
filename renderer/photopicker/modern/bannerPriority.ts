// Mirrors com.android.photopicker core/banners/BannerManagerImpl, and the priorities of the features that own a banner.
import type { Dialogs } from '../../../contract/rpc/systemUi.ts';

export type ModernBannerKind =
  | 'privacyExplainer'
  | 'cloudChooseProvider'
  | 'cloudChooseAccount'
  | 'cloudMediaAvailable';

type Sources = Pick<
  Dialogs['photoPicker']['ask'],
  'packageName' | 'isLocalOnly' | 'cloudProvider' | 'hasCloudProviders'
> &
  Readonly<{
    /** Cloud media is not offered where an app is to see a selection. */
    isUserSelect: boolean;
    /** Of another profile there is nothing to be told. */
    userId: number;
  }>;

/** By which a dismissed banner is known: that of privacy once for each app, the others once for all. */
export function bannerId(kind: ModernBannerKind, packageName: string): string {
  return kind === 'privacyExplainer' ? `${kind} ${packageName}` : kind;
}

/**
 * The one banner that is shown: privacy comes first, then what there is to say of cloud media.
 * @param dismissed ids of banners that were read
 * @returns null where there is nothing to be told any more
 */
export function modernBanner(sources: Sources, dismissed: ReadonlySet<string>): ModernBannerKind | null {
  if (sources.userId !== 0) return null;
  const candidates: readonly (ModernBannerKind | null)[] = ['privacyExplainer', cloudBanner(sources)];
  return candidates.find((kind) => kind !== null && !dismissed.has(bannerId(kind, sources.packageName))) ?? null;
}

function cloudBanner({
  isUserSelect,
  isLocalOnly,
  cloudProvider,
  hasCloudProviders,
}: Sources): ModernBannerKind | null {
  if (isUserSelect || isLocalOnly) return null;
  if (cloudProvider === null) return hasCloudProviders ? 'cloudChooseProvider' : null;
  return cloudProvider.accountName === null ? 'cloudChooseAccount' : 'cloudMediaAvailable';
}
