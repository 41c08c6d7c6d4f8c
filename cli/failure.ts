// What went wrong, for the person at the terminal and for the script that reads the exit code.
import { CommanderError } from 'commander';
import { Throwable } from '../contract/android/errors.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';

/** `name` is Android's for an exception of the device; null for our own sentences. */
export type Failure = Readonly<{ exitCode: number; name: string | null; message: string }>;

/** @throws whatever is no sentence for a person but a fault of the program, which keeps its trace */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return { exitCode: EXIT.usage, name: null, message: error.message };
  if (error instanceof StartError) return { exitCode: error.exitCode, name: null, message: error.message };
  if (error instanceof Throwable) return { exitCode: exitCodeOf(error), name: error.name, message: error.message };
  if (error instanceof Error && isDiskFull(error)) {
    const message = 'The disk is full: make room and run the command again. What was there before is still there.';
    return { exitCode: EXIT.environment, name: null, message };
  }
  if (error instanceof Error && error.name === 'ScenarioSyntaxError')
    return { exitCode: EXIT.usage, name: null, message: error.message };
  if (error instanceof Error && error.name === 'Error')
    return { exitCode: EXIT.failed, name: null, message: error.message };
  throw error;
}

/** An app's exception is an answer of the device; a connection that broke is not. */
function exitCodeOf({ name }: Throwable): number {
  if (name === 'DeadObjectException') return EXIT.environment;
  return name === 'OperationCanceledException' ? EXIT.interrupted : EXIT.failed;
}

function isDiskFull(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
