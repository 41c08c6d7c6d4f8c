// Mirrors com.android.photopicker core/banners/BannerState: which apps' users have seen enough of a banner.
import { create } from 'zustand';

type DismissedBanners = Readonly<{ packages: ReadonlySet<string>; dismiss: (packageName: string) => void }>;

/** Apps whose privacy banner was dismissed; forgotten with the window. */
export const useDismissedBanners = create<DismissedBanners>((set) => ({
  packages: new Set(),
  dismiss: (packageName) => set(({ packages }) => ({ packages: new Set([...packages, packageName]) })),
}));
