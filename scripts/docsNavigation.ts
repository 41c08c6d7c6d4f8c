// Every page of the documentation site: where its text lies in the clone, and where the site shows it.

export type SitePage = Readonly<{
  /** Its address, without a slash in front. */
  slug: string;
  title: string;
  /** File in the clone; null for a page that docsPages.ts makes. */
  source: string | null;
}>;

type Section = Readonly<{ title: string; pages: readonly SitePage[] }>;

const page = (slug: string, title: string, source: string | null): SitePage => ({ slug, title, source });

const HOME = page('index', 'Scopebox', null);

const SECTIONS: readonly Section[] = [
  {
    title: 'Start',
    pages: [
      page('tester', 'For testers', 'docs/site/tester.md'),
      page('app-author', 'For app authors', 'docs/site/app-author.md'),
      page('ci', 'In CI', 'docs/site/ci.md'),
      page('installers', 'Installers', 'docs/site/installers.md'),
      page('what-works', 'What works', 'docs/site/what-works.md'),
    ],
  },
  {
    title: 'Guides',
    pages: [
      page('scenarios', 'Scenario files', 'fixtures/scenarios/README.md'),
      page('providers', 'Documents providers', 'docs/providers.md'),
      page('http', 'HTTP API', 'docs/http.md'),
      page('adb', 'adb', 'docs/adb.md'),
      page('differences', 'Differences from Android', 'docs/differences.md'),
    ],
  },
  {
    title: 'Reference',
    pages: [
      page('client-library', 'Client library', null),
      page('command-line', 'Command line', null),
      page('scenario-reference', 'Scenario steps', null),
      page('scenario-list', 'Scenarios that come along', null),
      page('http-reference', 'HTTP operations', null),
    ],
  },
  {
    title: 'Project',
    pages: [
      page('security', 'Security', 'SECURITY.md'),
      page('contributing', 'Contributing', 'CONTRIBUTING.md'),
      page('adding', 'Where a new thing goes', 'docs/adding.md'),
      page('changelog', 'Changes', 'CHANGELOG.md'),
    ],
  },
];

export const PAGES: readonly SitePage[] = [HOME, ...SECTIONS.flatMap(({ pages }) => pages)];

/** The sidebar, in VitePress' words. */
export function navigation() {
  return SECTIONS.map(({ title, pages }) => ({
    text: title,
    items: pages.map((each) => ({ text: each.title, link: `/${each.slug}` })),
  }));
}
