// Stands in for renderer/port.ts: the conversations end in this very page.
import type { Conversation, ConversationName } from '../../renderer/port.ts';
import { FakeDevice } from './fakeDevice.ts';

declare global {
  interface Window {
    fakeDevice: FakeDevice;
    /** Ends the connections of this page to the device. */
    pullThePlug: () => void;
  }
}

const plug = Promise.withResolvers<void>();
window.fakeDevice = new FakeDevice();
window.pullThePlug = plug.resolve;

export function openConversation<N extends ConversationName>(name: N): Conversation<N> {
  const { fakeDevice } = window;
  const api =
    name === 'tester' ? fakeDevice.tester : name === 'screen' ? fakeDevice.screen : fakeDevice.app(name.slice(4));
  return { ...api, close: () => {}, closed: plug.promise } as unknown as Conversation<N>;
}
