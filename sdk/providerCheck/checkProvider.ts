// The conformance suite of documents providers: every check, in order, and a report for people.
import { type CheckResult, runCheck } from './check.ts';
import { DOCUMENT_CHECKS, RESTART_CHECKS } from './documentChecks.ts';
import { cleanUp, EDIT_CHECKS } from './editChecks.ts';
import { FILE_CHECKS } from './fileChecks.ts';
import { type CheckedDevice, Kit } from './kit.ts';
import { ACCOUNT_CHECKS, ROOT_CHECKS } from './rootChecks.ts';

/** Of each check in order. Signs in when there is nothing to see; documents are made, and deleted again. */
export async function checkProvider(device: CheckedDevice): Promise<readonly CheckResult[]> {
  const kit = new Kit(device);
  await kit.look();
  if (kit.roots.length === 0) {
    await device.signIn('check@example.com').catch(() => undefined);
    await kit.look();
  }
  const results: CheckResult[] = [];
  const checks = [...ROOT_CHECKS, ...DOCUMENT_CHECKS, ...FILE_CHECKS, ...EDIT_CHECKS];
  for (const check of checks) results.push(await runCheck(check, kit));
  await cleanUp(kit);
  for (const check of [...RESTART_CHECKS, ...ACCOUNT_CHECKS]) results.push(await runCheck(check, kit));
  return results;
}

const WORDS = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' } as const;

/** A line for each check, what is wrong below it, and a last line that counts. */
export function reportOf(results: readonly CheckResult[]): string {
  const lines = results.flatMap(({ name, outcome, sentences }) => [
    `${WORDS[outcome]}  ${name}${outcome === 'skipped' ? ` (${sentences.join('; ')})` : ''}`,
    ...(outcome === 'failed' ? sentences.map((sentence) => `        ${sentence}`) : []),
  ]);
  const count = (outcome: CheckResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return [...lines, `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`].join('\n');
}
