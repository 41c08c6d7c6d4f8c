// A question to the cloud: who may ask it, how long it takes, and what goes wrong on the way.
import { Throwable } from '../../../../contract/android/errors.ts';
import type { CloudFault, CloudOperation } from '../../../../contract/rpc/documentsApi.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { CloudFaults } from '../../../device/cloudFaults.ts';
import type { CloudNetwork } from '../../../device/cloudNetwork.ts';
import type { CloudDocument, CloudStore } from './cloudStore.ts';

export const CLOUD_ERROR = 'The cloud did not answer as it should.';

export type CloudCallServices = Readonly<{
  store: CloudStore;
  network: CloudNetwork;
  faults: CloudFaults<CloudOperation, CloudFault>;
  /** What a client gets whose user has to sign in first. */
  authenticationRequired(account: string): Throwable;
}>;

export type Asked = Readonly<{ operation: CloudOperation; document: CloudDocument | null }>;

export class CloudCalls {
  readonly #services: CloudCallServices;
  /** Accounts whose session the cloud has ended. */
  readonly #expired = new Set<string>();

  constructor(services: CloudCallServices) {
    this.#services = services;
  }

  /** The session of an account is good again. */
  renew(account: string): void {
    this.#expired.delete(account);
  }

  /**
   * One question to the cloud: on its way there, while it is answered and on its way back something can go wrong.
   * @param spoils whether a fault only spoils what is answered
   */
  async run<Result>(
    call: BinderCall,
    asked: Asked,
    work: () => Promise<Result>,
    spoils: (fault: CloudFault) => boolean = () => false,
  ): Promise<Result> {
    const { network } = this.#services;
    if (asked.document !== null) this.signedIn(asked.document.account);
    await this.#strike(call, asked, 'before', spoils);
    // Who is signed in is known without asking anybody.
    if (asked.operation !== 'roots') await network.request(call.signal);
    await this.#strike(call, asked, 'during', spoils);
    const result = await work();
    await this.#strike(call, asked, 'after', spoils);
    return result;
  }

  async #strike(
    call: BinderCall,
    { operation, document }: Asked,
    at: CloudFault['at'],
    spoils: (fault: CloudFault) => boolean,
  ): Promise<void> {
    const fault = this.#services.faults.strike({ operation, document }, at);
    if (fault === null || spoils(fault)) return;
    if (fault.kind === 'hang') await this.#services.network.hang(call.signal);
    if (fault.kind === 'sign-in-expired') {
      const account = document?.account ?? this.#services.store.accounts().find(({ signedIn }) => signedIn)?.name ?? '';
      this.#expired.add(account);
      throw this.#services.authenticationRequired(account);
    }
    const opens = operation === 'open' || operation === 'export' || operation === 'thumbnail';
    throw new Throwable(opens ? 'FileNotFoundException' : 'IllegalStateException', CLOUD_ERROR);
  }

  /** Ids from the top of the account down to a document. @throws {Throwable} FileNotFoundException */
  pathTo(documentId: string): readonly string[] {
    const path: string[] = [];
    for (let next: string | null = this.find(documentId).id; next !== null; ) {
      path.unshift(next);
      next = this.#services.store.find(next)?.parentId ?? null;
    }
    return path;
  }

  /** @throws {Throwable} FileNotFoundException for a document that is gone, or whose account is signed out */
  find(documentId: string): CloudDocument {
    const document = this.#services.store.find(documentId);
    if (document === null) throw missing(documentId);
    if (this.#services.store.account(document.account)?.signedIn !== true) throw missing(documentId);
    return document;
  }

  changeable(documentId: string): CloudDocument {
    const document = this.find(documentId);
    if (document.parentId === null)
      throw new Throwable('UnsupportedOperationException', 'The top of an account stays as it is.');
    return document;
  }

  /** @throws {Throwable} AuthenticationRequiredException once the session has ended, FileNotFoundException for no such root */
  signedIn(account: string): void {
    if (this.#services.store.account(account)?.signedIn !== true) throw missing(account);
    if (this.#expired.has(account)) throw this.#services.authenticationRequired(account);
  }
}

function missing(id: string): Throwable {
  return new Throwable('FileNotFoundException', `Missing document ${id}`);
}
