// What this page knows of the device, kept up to date by its conversations with it.
import { create } from 'zustand';
import type { DeviceState } from '../contract/rpc/deviceApi.ts';
import type { ShownDialog } from '../contract/rpc/systemUi.ts';
import { lendCodecs } from './mediaprovider/videoFrames.ts';
import { type Conversation, openConversation } from './port.ts';
import { keepUnchanged } from './shownDialogs.ts';
import { follow } from './ui/follow.ts';
import { lendScreen } from './uiautomator/lendScreen.ts';

type DeviceStore = Readonly<{
  connection: 'connecting' | 'running' | 'closed' | 'restarting';
  device: DeviceState | null;
  dialogs: readonly ShownDialog[];
  tester: Conversation<'tester'> | null;
  screen: Conversation<'screen'> | null;
}>;

const DISCONNECTED: DeviceStore = { connection: 'connecting', device: null, dialogs: [], tester: null, screen: null };

export const useDevice = create<DeviceStore>(() => DISCONNECTED);

/** How often a device that said it would restart is asked for. */
const RESTART_ATTEMPTS = 60;

let attemptsLeft = 0;

/** The device is about to end its conversations and to come back. */
export function expectRestart(): void {
  attemptsLeft = RESTART_ATTEMPTS;
}

/** Connects to the device, again when the connection was lost; the answer disconnects. */
export function connectDevice(): () => void {
  // First: the first thumbnails on the screen may be of videos.
  const codec = openConversation('codec');
  const tester = openConversation('tester');
  const screen = openConversation('screen');
  const uiAutomation = openConversation('uiAutomation');
  const set = (change: Partial<DeviceStore>) => {
    if (useDevice.getState().tester === tester) useDevice.setState(change);
  };
  let isLost = false;
  const lost = () => {
    if (isLost) return;
    isLost = true;
    set({ connection: attemptsLeft-- > 0 ? 'restarting' : 'closed', dialogs: [] });
  };
  useDevice.setState({ ...DISCONNECTED, tester, screen });
  const stops = [
    lendCodecs(codec),
    lendScreen(uiAutomation),
    follow(
      () => tester.watch(),
      (device) => set({ device, connection: 'running' }),
      lost,
    ),
    follow(
      () => screen.dialogs(),
      (dialogs) => set({ dialogs: keepUnchanged(useDevice.getState().dialogs, dialogs) }),
      lost,
    ),
  ];
  tester.closed.then(lost, lost);
  return () => {
    for (const stop of stops) stop();
    codec.close();
    uiAutomation.close();
    tester.close();
    screen.close();
  };
}
