import { defineConfig } from 'vitepress';
import { navigation } from '../../../scripts/docsNavigation.ts';

const { DOCS_BASE = '/', GITHUB_REPOSITORY } = process.env;

/** A page without an outline is as wide as its window. */
const WIDE_TABLES = `.VPDoc:not(.has-aside) :is(.container, .content, .content-container) { max-width: none !important; }
.VPDoc:not(.has-aside) td { min-width: 4em; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }`;

// biome-ignore lint/style/noDefaultExport: VitePress asks for it.
export default defineConfig({
  title: 'Scopebox',
  description: "Android's photo permissions, photo picker, MediaStore and documents on a desktop, without an emulator.",
  // Where the site lies below its host, such as /scopebox/.
  base: DOCS_BASE,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${DOCS_BASE}icon.svg` }],
    ['style', {}, WIDE_TABLES],
  ],
  // scripts/docsPages.ts writes the pages.
  srcDir: 'out/pages',
  outDir: 'out/site',
  cacheDir: 'out/cache',
  cleanUrls: true,
  // Text such as <package> or {packageName} is text.
  markdown: { html: false, attrs: { disable: true } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/tester' },
      { text: 'Command line', link: '/command-line' },
      { text: 'HTTP API', link: '/http-reference' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar: navigation(),
    ...(GITHUB_REPOSITORY && {
      socialLinks: [{ icon: 'github', link: `https://github.com/${GITHUB_REPOSITORY}` }],
    }),
    footer: {
      message: 'Apache-2.0. Android is a trademark of Google LLC; Scopebox is not made or endorsed by Google.',
    },
  },
});
