// Mirrors mksh's errorf(): what the shell says of itself.
import type { Output } from '../streams.ts';

/** A line on stderr. */
export async function say(stderr: Output, message: string): Promise<void> {
  await stderr.write(Buffer.from(`/system/bin/sh: ${message}\n`));
}
