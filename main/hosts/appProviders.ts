// The documents providers that an app serves over its own connection: one part of its conversation.

import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { ProviderRequest } from '../../contract/rpc/documentsProviderWire.ts';
import type { RemoteService } from '../providers/documents/process/remoteProviders.ts';
import type { System } from '../system.ts';
import { EventQueue } from './streams.ts';

export class AppProviders {
  readonly #system: System;
  readonly #packageName: string;
  readonly #services = new Map<string, RemoteService>();

  constructor(system: System, packageName: string) {
    this.#system = system;
    this.#packageName = packageName;
  }

  api(signal: AbortSignal): Pick<AppApi, 'serveDocumentsProvider' | 'answerDocumentsProvider'> {
    return {
      serveDocumentsProvider: async (authority) => this.#serve(authority, signal),
      answerDocumentsProvider: async (authority, id, reply) => this.#services.get(authority)?.answer(id, reply),
    };
  }

  /** The connection is gone: on Android, the process that ran the providers. */
  close(): void {
    const ended = [...this.#services.values()].filter((service) => service.end());
    this.#services.clear();
    // A program that was started anew before the old one was gone is the process now.
    if (ended.length === 0) return;
    this.#system.apps.kill(this.#packageName, 'the program that serves its provider disconnected');
  }

  #serve(authority: string, signal: AbortSignal): AsyncIterable<ProviderRequest> {
    this.#services.get(authority)?.end();
    const requests = new EventQueue<ProviderRequest>();
    const { remotes } = this.#system.customProviders;
    const service = remotes.serve(this.#packageName, authority, (request) => requests.push(request));
    this.#services.set(authority, service);
    const end = () => {
      service.end();
      requests.end();
      if (this.#services.get(authority) === service) this.#services.delete(authority);
    };
    signal.addEventListener('abort', end, { once: true });
    return requests.read(signal);
  }
}
