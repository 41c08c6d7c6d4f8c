// Stands in for renderer/port.ts: the conversations end in this very page.
import type { Conversation, ConversationName } from '../../renderer/port.ts';
import { useScreenSettings } from '../../renderer/ui/screenSettings.ts';
import { FakeDevice } from './fakeDevice.ts';

declare global {
  interface Window {
    fakeDevice: FakeDevice;
    /** The screen as a tester sets it, by code. */
    screenSettings: typeof useScreenSettings;
    /** Ends the connections of this page to the device. */
    pullThePlug: () => void;
  }
}

const plug = Promise.withResolvers<void>();
window.fakeDevice = new FakeDevice();
window.screenSettings = useScreenSettings;
window.pullThePlug = plug.resolve;

export function openConversation<N extends ConversationName>(name: N): Conversation<N> {
  return { ...apiOf(name), close: () => {}, closed: plug.promise } as unknown as Conversation<N>;
}

function apiOf(name: ConversationName): object {
  const { fakeDevice } = window;
  switch (name) {
    case 'tester':
      return fakeDevice.tester;
    case 'screen':
      return fakeDevice.screen;
    case 'settings':
      return fakeDevice.settings.api;
    case 'documents':
      return fakeDevice.documents.api;
    case 'cloudMedia':
      return fakeDevice.cloudMedia.api;
    case 'codec':
      // This device wants no frames.
      return { frames: () => new Promise(() => {}), answerFrame: () => Promise.resolve(false) };
    case 'uiAutomation':
      return fakeDevice.uiAutomation.api;
    case 'scenarios':
      return fakeDevice.scenarios.api;
    default:
      return fakeDevice.app(name.slice('app/'.length));
  }
}
