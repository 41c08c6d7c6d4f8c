// Everything the tester orders runs through here: one place that shows it is under way, or why it failed.
import { create } from 'zustand';
import type { CloudMediaApi } from '../../contract/rpc/cloudMediaApi.ts';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import type { ScenariosApi } from '../../contract/rpc/scenariosApi.ts';
import { useDevice } from '../deviceStore.ts';

type CommandStore = Readonly<{ running: number; problem: string | null }>;

export const useCommandStore = create<CommandStore>(() => ({ running: 0, problem: null }));

/** Sends an order to the device. Failures are told in the panel. */
type Order = (order: (tester: DeviceApi) => Promise<unknown>) => void;

export function useOrder(): Order {
  const tester = useDevice((store) => store.tester);
  return (order) => {
    if (tester !== null) void run(() => order(tester));
  };
}

/** The same for orders that are about documents. */
export function useDocumentsOrder(
  documents: DocumentsApi | null,
): (order: (documents: DocumentsApi) => Promise<unknown>) => void {
  return (order) => {
    if (documents !== null) void run(() => order(documents));
  };
}

/** The same for orders that are about cloud media. */
export function useCloudMediaOrder(
  cloudMedia: CloudMediaApi | null,
): (order: (cloudMedia: CloudMediaApi) => Promise<unknown>) => void {
  return (order) => {
    if (cloudMedia !== null) void run(() => order(cloudMedia));
  };
}

/** The same for orders that are about scenarios. */
export function useScenariosOrder(
  scenarios: ScenariosApi | null,
): (order: (scenarios: ScenariosApi) => Promise<unknown>) => void {
  return (order) => {
    if (scenarios !== null) void run(() => order(scenarios));
  };
}

async function run(order: () => Promise<unknown>): Promise<void> {
  useCommandStore.setState(({ running }) => ({ running: running + 1, problem: null }));
  try {
    await order();
  } catch (error) {
    useCommandStore.setState({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    useCommandStore.setState(({ running }) => ({ running: running - 1 }));
  }
}
