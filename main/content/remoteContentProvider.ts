// Mirrors what ContentResolver makes of a RemoteException: the provider's process died while it was asked.
import { Throwable } from '../../contract/android/errors.ts';
import type { ContentProvider } from './contentProvider.ts';

/** What each method answers when the process behind it is dead; those not named tell the client. */
const WHEN_DEAD: Readonly<Partial<Record<keyof ContentProvider, null | false>>> = {
  query: null,
  getType: null,
  getStreamTypes: null,
  call: null,
  canonicalize: null,
  uncanonicalize: null,
  refresh: false,
};

const OPENINGS: ReadonlySet<unknown> = new Set(['openFile', 'openThumbnail', 'openTypedAssetFile']);

/** @param provider one whose process can die; it throws DeadObjectException then */
export function remoteContentProvider(provider: ContentProvider): ContentProvider {
  return new Proxy(provider, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          if (!(error instanceof Throwable) || error.name !== 'DeadObjectException') throw error;
          if (Object.hasOwn(WHEN_DEAD, name)) return WHEN_DEAD[name as keyof ContentProvider];
          if (!OPENINGS.has(name)) throw error;
          throw new Throwable('FileNotFoundException', `Failed opening content provider: ${args[1]}`, { cause: error });
        }
      };
    },
  });
}
