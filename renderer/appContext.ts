// The connection of an app whose screen this page draws.
import { useLayoutEffect, useState } from 'react';
import { Context } from '../sdk/context.ts';
import { openConversation } from './port.ts';

/** The package of the media provider, which the photo picker belongs to, and under which both ask for photos. */
export const MEDIA_PROVIDER_PACKAGE = 'com.android.providers.media.module';

/** The package of the document picker. */
export const DOCUMENTS_UI_PACKAGE = 'com.android.documentsui';

/** A running app's Context for as long as the component is on screen; null until it is there. */
export function useAppContext(packageName: string): Context | null {
  const [context, setContext] = useState<Context | null>(null);
  // Before anything is painted: who waits for what the app shows would wait for a frame more.
  useLayoutEffect(() => {
    const conversation = openConversation(`app/${packageName}`);
    const base = `/content/${encodeURIComponent(packageName)}`;
    const opened = new Context(packageName, conversation, { base });
    setContext(opened);
    return () => opened.close();
  }, [packageName]);
  return context;
}
