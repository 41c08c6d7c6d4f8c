// How this page reaches the device: a MessagePort from the desktop host, or a WebSocket of the host that served it.
import type { AppApi } from '../contract/rpc/appApi.ts';
import type { CloudMediaApi } from '../contract/rpc/cloudMediaApi.ts';
import type { DeviceApi } from '../contract/rpc/deviceApi.ts';
import type { DocumentsApi } from '../contract/rpc/documentsApi.ts';
import type { MediaCodecApi } from '../contract/rpc/mediaCodec.ts';
import type { ScenariosApi } from '../contract/rpc/scenariosApi.ts';
import type { SettingsApi } from '../contract/rpc/settingsApi.ts';
import type { ScreenApi } from '../contract/rpc/systemUi.ts';
import type { UiAutomationApi } from '../contract/rpc/uiAutomation.ts';
import { connectPort, connectSocket, type Remote } from '../sdk/rpcClient.ts';
import { desktopHost } from './host.ts';

/** The conversations of a page: the tester's, also about documents and cloud media, the screen's, Settings', its codecs', the one that lends its screen, the one about scenarios, and one for each app that it draws. */
export type ConversationName = keyof Apis | `app/${string}`;

type Apis = Readonly<{
  tester: DeviceApi;
  screen: ScreenApi;
  settings: SettingsApi;
  documents: DocumentsApi;
  cloudMedia: CloudMediaApi;
  codec: MediaCodecApi;
  uiAutomation: UiAutomationApi;
  scenarios: ScenariosApi;
}>;

type ApiOf<N extends ConversationName> = N extends keyof Apis ? Apis[N] : AppApi;

export type Conversation<N extends ConversationName> = Remote<ApiOf<N>>;

/** Opens a conversation with the device; its `closed` resolves when the device is gone. */
export function openConversation<N extends ConversationName>(name: N): Conversation<N> {
  if (desktopHost() !== null) {
    const { port1, port2 } = new MessageChannel();
    window.postMessage({ scopebox: 'rpc', conversation: name }, '*', [port2]);
    return connectPort<ApiOf<N>>(port1);
  }
  return connectSocket<ApiOf<N>>(new WebSocket(`${location.origin.replace('http', 'ws')}/rpc/${name}`));
}
