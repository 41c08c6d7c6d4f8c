// What a run of scenarios is told as: lines for a terminal, JUnit's XML for a CI server, JSON for programs.
import type { CaseResult, ScenarioResult } from './runScenario.ts';

const MARKS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** One scenario on one line, with a line for each thing that went otherwise. */
export function scenarioLines(result: ScenarioResult): string {
  const { id, title, status, cases, took } = result;
  const levels = [...new Set(cases.map(({ api }) => api))].sort((a, b) => a - b);
  const marks = levels.map((api) => `${api} ${MARKS[statusOn(cases, api)]}`).join('  ');
  const head = `${MARKS[status]} ${id.padEnd(4)} ${shortened(title, 52).padEnd(52)}  ${(took / 1_000).toFixed(1).padStart(5)} s  ${marks}`;
  return [head, ...cases.filter((each) => each.status !== 'passed').map((each) => `    ${toldOf(each)}`)].join('\n');
}

/** The last line: how many, and how they went. */
export function summaryLine(results: readonly ScenarioResult[], milliseconds: number): string {
  const count = (status: CaseResult['status']) => results.filter((each) => each.status === status).length;
  const cases = results.reduce((sum, each) => sum + each.cases.length, 0);
  const parts = [`${count('passed')} passed`, `${count('failed')} failed`, `${count('skipped')} skipped`];
  const told = parts.filter((part, index) => index === 0 || !part.startsWith('0 '));
  return `${results.length} scenarios in ${cases} runs: ${told.join(', ')} (${(milliseconds / 1_000).toFixed(1)} s)`;
}

/** A suite per scenario, a test per case and API level. */
export function junitXml(results: readonly ScenarioResult[]): string {
  const suites = results.map(({ id, title, cases, took }) => {
    const failures = cases.filter(({ status }) => status === 'failed').length;
    const skipped = cases.filter(({ status }) => status === 'skipped').length;
    const attributes = `name="${escaped(`${id} ${title}`)}" tests="${cases.length}" failures="${failures}" skipped="${skipped}" time="${seconds(took)}"`;
    return [`  <testsuite ${attributes}>`, ...cases.map(testcase), '  </testsuite>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="scopebox">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testcase(result: CaseResult): string {
  const name = result.case === null ? `API ${result.api}` : `${result.case} (API ${result.api})`;
  const open = `    <testcase classname="${escaped(result.scenario)}" name="${escaped(name)}" time="${seconds(result.took)}"`;
  if (result.status === 'passed') return `${open}/>`;
  const tag = result.status === 'failed' ? 'failure' : 'skipped';
  return `${open}>\n      <${tag} message="${escaped(toldOf(result))}"/>\n    </testcase>`;
}

function toldOf({ api, case: title, step, message }: CaseResult): string {
  const where = step === null ? '' : `${step.file}:${step.line}:${step.column}: ${step.verb}: `;
  return `${where}${message ?? ''} (API ${api}${title === null ? '' : `, ${title}`})`;
}

function statusOn(cases: readonly CaseResult[], api: number): CaseResult['status'] {
  const own = cases.filter((each) => each.api === api).map(({ status }) => status);
  return own.includes('failed') ? 'failed' : own.includes('passed') ? 'passed' : 'skipped';
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

function escaped(text: string): string {
  const words: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // Control characters are not to be had in XML, not even escaped.
  return text.replace(/[&<>"]/g, (sign) => words[sign] ?? sign).replace(/[\p{Cc}]/gu, ' ');
}
