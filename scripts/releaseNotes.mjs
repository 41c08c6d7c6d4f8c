// `node scripts/releaseNotes.mjs VERSION`: what CHANGELOG.md says of a version, for the page of its release.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainAndExit, root, SetupError } from './setup.mjs';

/**
 * The lines below the heading of that version, such as `## 1.2.0` or `## [1.2.0] - 2026-11-22`, up to the next heading.
 * @throws {SetupError} when the changelog does not know the version, or says nothing of it
 */
export function releaseNotes(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const isOf = (section) => section.replace(/^\[/, '').split(/[\]\s]/)[0] === version;
  const notes = sections.find(isOf)?.split('\n').slice(1).join('\n').trim() ?? '';
  if (notes !== '') return notes;
  throw new SetupError(`CHANGELOG.md says nothing of ${version}. Name its section \`## ${version}\` and tag again.`, 1);
}

function main([version = '']) {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  process.stdout.write(`${releaseNotes(changelog, version.replace(/^v/, ''))}\n`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    explainAndExit(error);
  }
}
