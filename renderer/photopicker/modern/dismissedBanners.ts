// Mirrors com.android.photopicker core/banners/BannerState: which banners somebody has seen enough of.
import { create } from 'zustand';
import { recall, remember } from '../../ui/windowStorage.ts';

type DismissedBanners = Readonly<{ ids: ReadonlySet<string>; dismiss: (id: string) => void }>;

/** Android keeps them in the picker's own database. */
export const useDismissedBanners = create<DismissedBanners>((set, get) => ({
  ids: readIds(recall('dismissedBanners')),
  dismiss: (id) => {
    const ids = new Set([...get().ids, id]);
    remember('dismissedBanners', [...ids]);
    set({ ids });
  },
}));

function readIds(kept: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
}
