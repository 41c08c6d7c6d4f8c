// Secrets of one start: the device's token, one per app, and tickets that admit a browser once.
import { randomBytes } from 'node:crypto';

const secret = () => randomBytes(24).toString('hex');

export class Tokens {
  readonly device = secret();
  readonly #byPackage = new Map<string, string>();
  readonly #tickets = new Set<string>();

  /** The token a package's clients connect with. */
  of(packageName: string): string {
    const token = this.#byPackage.get(packageName) ?? secret();
    this.#byPackage.set(packageName, token);
    return token;
  }

  packageOf(token: string): string | null {
    for (const [packageName, known] of this.#byPackage) if (known === token) return packageName;
    return null;
  }

  /** For an address on a command line, which every user of the machine can read: it works once. */
  ticket(): string {
    const ticket = secret();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Whether the ticket was valid; it is not any more. */
  redeem(ticket: string): boolean {
    return this.#tickets.delete(ticket);
  }
}
