import { useEffect, useState } from 'react';
import type { CloudMediaItemRow, CloudMediaState } from '../../contract/rpc/cloudMediaApi.ts';
import { type Conversation, openConversation } from '../port.ts';
import { follow } from '../ui/follow.ts';

/** Items that the panel lists. */
const LISTED = 20;

/** The tester's conversation about cloud media, its state and its newest items, for as long as the panel is shown. */
export function useCloudMedia() {
  const [api, setApi] = useState<Conversation<'cloudMedia'> | null>(null);
  const [state, setState] = useState<CloudMediaState | null>(null);
  const [items, setItems] = useState<readonly CloudMediaItemRow[]>([]);
  useEffect(() => {
    const opened = openConversation('cloudMedia');
    setApi(opened);
    const read = () => {
      // The device has gone, which is told elsewhere.
      opened.cloudMedia().then(setState, () => undefined);
      opened.cloudMediaItems({ offset: 0, limit: LISTED }).then(setItems, () => undefined);
    };
    read();
    const stop = follow(() => opened.changes(), read);
    return () => {
      stop();
      opened.close();
    };
  }, []);
  return { api, state, items };
}
