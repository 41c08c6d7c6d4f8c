// The device's own conversations, beside those that a Device holds.
import { type DeviceAddress, openSocket } from '../sdk/deviceAddress.ts';
import { connectSocket, type Remote } from '../sdk/rpcClient.ts';

/** Opens one by its name: screen, settings, documents, cloudMedia. @throws {Error} in one sentence */
export async function conversation<T extends object>(device: DeviceAddress, name: string): Promise<Remote<T>> {
  return connectSocket<T>(await openSocket({ url: device.url, token: device.token }, name));
}
