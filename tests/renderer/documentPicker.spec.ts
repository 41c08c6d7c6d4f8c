// The document picker as it is drawn, whatever the providers behind it do.
import { AxeBuilder } from '@axe-core/playwright';
import { type Drawn, expect, test } from './drawn.ts';
import type { CloudFault } from './fakeProviders.ts';

const STORAGE = 'content://com.android.externalstorage.documents';
const TEXT = { action: 'CREATE', title: 'notes.txt', mimeType: 'text/plain', acceptMimes: ['text/plain'] } as const;

async function setFault(drawn: Drawn, fault: CloudFault): Promise<void> {
  await drawn.page.evaluate((given) => {
    window.fakeDevice.providers.fault = given;
  }, fault);
}

async function setCreates(drawn: Drawn, creates: 'well' | 'failing' | 'never'): Promise<void> {
  await drawn.page.evaluate((given) => {
    window.fakeDevice.providers.creates = given;
  }, creates);
}

const created = (drawn: Drawn) => drawn.page.evaluate(() => window.fakeDevice.providers.created);

test.describe('opening', () => {
  test('one tap is the whole choice', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('Internal shared storage');
    await drawn.document('note.txt').click();
    await drawn.expectDocuments([`${STORAGE}/document/primary%3Anote.txt`]);
  });

  test('a tap on what is grey does nothing, and says why', async ({ drawn }) => {
    await drawn.openDocuments({ acceptMimes: ['text/plain'] });
    await drawn.openRoot('Internal shared storage');
    await expect(drawn.document('locked.bin')).toHaveAttribute('aria-disabled', 'true');
    await expect(drawn.document('locked.bin')).toHaveAttribute('title', /application\/octet-stream/);
    await drawn.document('locked.bin').click({ force: true });
    await expect(drawn.documents).toBeVisible();
    await expect(drawn.document('DCIM')).not.toHaveAttribute('aria-disabled');
  });

  test('a virtual document is grey for who asks for bytes', async ({ drawn }) => {
    await drawn.openDocuments({ openableOnly: true });
    await drawn.openRoot('MyCloud');
    await expect(drawn.document('Slides')).toHaveAttribute('aria-disabled', 'true');
  });

  test('Back goes up before it closes, and a second Back is no second answer', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('Internal shared storage');
    await drawn.document('DCIM').click();
    await drawn.document('Camera').click();
    await expect(drawn.document('PXL_0001.jpg')).toBeVisible();
    await drawn.documents.getByRole('button', { name: 'DCIM' }).click();
    await expect(drawn.document('Screenshots')).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.document('note.txt')).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await drawn.expectDocuments(null);
  });

  test('several, in the order they were selected', async ({ drawn }) => {
    await drawn.openDocuments({ allowMultiple: true });
    await drawn.openRoot('Downloads');
    await drawn.document('song.mp3').click({ delay: 700 });
    await drawn.document('invoice.pdf').click();
    await expect(drawn.documents.getByRole('status').getByText('2 selected')).toBeVisible();
    await drawn.documents.getByRole('button', { name: 'Select', exact: true }).dblclick();
    const downloads = 'content://com.android.providers.downloads.documents/document';
    await drawn.expectDocuments([`${downloads}/msf%3A2`, `${downloads}/msf%3A1`]);
  });

  test('select all leaves out what is grey and what is a folder, and Back only ends the selection', async ({
    drawn,
  }) => {
    await drawn.openDocuments({ allowMultiple: true, acceptMimes: ['image/*', 'text/plain'] });
    await drawn.openRoot('Internal shared storage');
    await expect(drawn.document('note.txt')).toBeVisible();
    await drawn.page.keyboard.press('Control+a');
    await expect(drawn.documents.getByText('4 selected')).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.documents.getByText('selected')).toHaveCount(0);
    await expect(drawn.documents).toBeVisible();
  });

  test('another app answers in the place of DocumentsUI', async ({ drawn }) => {
    const activity = { packageName: 'com.example.notes', name: '.Pick' };
    await drawn.openDocuments({ action: 'GET_CONTENT', activities: [{ ...activity, label: 'Notes' }] });
    await drawn.documents.locator('.docs-app', { hasText: 'Notes' }).click();
    await expect.poll(() => drawn.page.evaluate(() => window.documentAnswers)).toEqual([{ activity }]);
  });
});

test.describe('the drawer', () => {
  test('says why a root is not there', async ({ drawn }) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    await drawn.documents.getByRole('button', { name: 'Show roots' }).click();
    await expect(drawn.documents.locator('.docs-root-title')).toHaveText([
      'Downloads',
      'Internal shared storage',
      'USB drive',
    ]);
    await drawn.documents.getByRole('button', { name: /Not shown here/ }).click();
    const cloud = drawn.documents.locator('.docs-hidden-roots li', { hasText: 'MyCloud' });
    await expect(cloud).toContainText('FLAG_SUPPORTS_IS_CHILD');
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.documents.locator('.docs-drawer')).toHaveCount(0);
    await expect(drawn.documents.getByRole('button', { name: 'Show roots' })).toBeFocused();
  });

  test('a stick that is ejected while it is on screen is left', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('USB drive');
    await expect(drawn.document('PXL_0001.jpg')).toBeVisible();
    await drawn.documents.getByRole('button', { name: 'Show roots' }).click();
    await drawn.documents.getByRole('button', { name: 'Eject USB drive' }).click();
    await expect(drawn.documents.locator('.docs-root', { hasText: 'USB drive' })).toHaveCount(0);
    await expect(drawn.documents.getByRole('button', { name: 'Downloads' })).toHaveAttribute('aria-current', 'page');
  });

  test('has a place of its own on a tablet', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.page.addStyleTag({ content: '.device-screen, .device-frame { inline-size: 800px !important; }' });
    const drawer = drawn.documents.locator('.docs-drawer');
    await expect(drawer).toBeVisible();
    expect((await drawer.boundingBox())?.width).toBeCloseTo(320, 0);
    await expect(drawn.documents.getByRole('button', { name: 'Show roots' })).toHaveCount(0);
    await drawer.getByRole('button', { name: 'Downloads' }).click();
    await expect(drawn.document('invoice.pdf')).toBeVisible();
  });
});

test.describe('saving', () => {
  test('makes a document once, however often Save is pressed', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await drawn.documents.getByRole('button', { name: 'Save' }).dblclick();
    await drawn.expectDocuments(['content://com.android.providers.downloads.documents/document/downloads%2Fnotes.txt']);
    expect(await created(drawn)).toBe(1);
  });

  test('asks before it takes what is there, and makes nothing then', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await drawn.openRoot('Internal shared storage');
    await drawn.document('note.txt').click();
    await expect(drawn.documents.getByRole('textbox', { name: 'File name' })).toHaveValue('note.txt');
    await drawn.documents.getByRole('button', { name: 'Save' }).click();
    const question = drawn.page.getByRole('alertdialog', { name: 'Overwrite note.txt?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await drawn.documents.getByRole('button', { name: 'Save' }).click();
    await question.getByRole('button', { name: 'OK' }).dblclick();
    await drawn.expectDocuments([`${STORAGE}/document/primary%3Anote.txt`]);
    expect(await created(drawn)).toBe(0);
  });

  test('a name that is edited is a new document again', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await drawn.openRoot('Internal shared storage');
    await drawn.document('note.txt').click();
    await drawn.documents.getByRole('textbox', { name: 'File name' }).fill('other.txt');
    await drawn.page.keyboard.press('Enter');
    await drawn.expectDocuments([`${STORAGE}/document/primary%3Aother.txt`]);
  });

  test('a provider that fails is told, and the picker stays', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await setCreates(drawn, 'failing');
    await drawn.documents.getByRole('button', { name: 'Save' }).click();
    await expect(drawn.documents.getByRole('status').getByText('Failed to save document')).toBeVisible();
    await expect(drawn.documents.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  test('Back while a document is being made closes the picker', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await setCreates(drawn, 'never');
    await drawn.documents.getByRole('button', { name: 'Save' }).click();
    await expect(drawn.documents.getByRole('progressbar', { name: 'Saving' })).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await drawn.expectDocuments(null);
    await expect(drawn.documents).toHaveCount(0);
  });

  test('an empty name saves nothing', async ({ drawn }) => {
    await drawn.openDocuments({ ...TEXT, title: null });
    await expect(drawn.documents.getByRole('button', { name: 'Save' })).toBeDisabled();
  });
});

test.describe('a folder for an app', () => {
  test('a blocked one says so; another is given once it is confirmed', async ({ drawn }) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    const use = drawn.documents.getByRole('button', { name: 'Use this folder' });
    await expect(use).toHaveAttribute('aria-disabled', 'true');
    await expect(drawn.documents.getByRole('heading', { name: 'Can’t use this folder' })).toBeVisible();
    await use.click({ force: true });
    await expect(drawn.documents.locator('.snackbar')).toHaveText('To protect your privacy, choose another folder');
    await drawn.document('Documents').click();
    await expect(use).toHaveAttribute('aria-disabled', 'false');
    await use.click();
    const question = drawn.page.getByRole('alertdialog', { name: 'Allow Gallery to access files in Documents?' });
    await drawn.page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(use).toBeFocused();
    await use.click();
    await question.getByRole('button', { name: 'Allow' }).dblclick();
    await drawn.expectDocuments([`${STORAGE}/tree/primary%3ADocuments`]);
  });

  test('a new folder needs a name, and is opened', async ({ drawn }) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    await drawn.documents.getByRole('button', { name: 'Create new folder' }).click();
    const window = drawn.page.getByRole('dialog', { name: 'New folder' });
    await window.getByRole('button', { name: 'OK' }).click();
    await expect(window.getByRole('alert')).toHaveText('You need to add a folder name');
    await drawn.page.keyboard.type('Mine');
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.documents.getByRole('button', { name: 'Mine' })).toHaveAttribute('aria-current', 'page');
    await expect(drawn.documents.getByText('No items')).toBeVisible();
  });

  test('a folder that cannot be made is told', async ({ drawn }) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    await setCreates(drawn, 'failing');
    await drawn.documents.getByRole('button', { name: 'Create new folder' }).click();
    await drawn.page.keyboard.type('Mine');
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.documents.locator('.snackbar')).toHaveText('Failed to create folder');
  });
});

test.describe('searching', () => {
  test('by typing, by Enter, and not at all', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('Downloads');
    await drawn.page.keyboard.press('Control+f');
    await drawn.page.keyboard.type('SONG');
    await expect(drawn.documents.getByRole('gridcell')).toHaveCount(1);
    await drawn.page.keyboard.press('Control+a');
    await drawn.page.keyboard.type('zebra');
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.documents.getByText('No matches in Downloads')).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.document('invoice.pdf')).toBeVisible();
  });

  test('chips combine, and those that are on stand in front', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('Downloads');
    await drawn.page.keyboard.press('Control+f');
    const chip = (name: string) => drawn.documents.getByRole('button', { name, exact: true });
    await chip('Audio').click();
    await expect(chip('Audio')).toHaveAttribute('aria-pressed', 'true');
    await expect(drawn.documents.getByRole('gridcell')).toHaveCount(1);
    await expect(drawn.documents.locator('.docs-chip').first()).toHaveText('Audio');
    await chip('Images').click();
    await expect(drawn.documents.getByRole('gridcell')).toHaveCount(3);
  });

  test('is not offered where something is to be written', async ({ drawn }) => {
    await drawn.openDocuments(TEXT);
    await expect(drawn.documents.getByRole('button', { name: 'Search' })).toHaveCount(0);
  });
});

test.describe('what a provider does', () => {
  const open = async (drawn: Drawn, fault: CloudFault) => {
    await drawn.openDocuments();
    await setFault(drawn, fault);
    await drawn.openRoot('MyCloud');
  };

  test('throws', async ({ drawn }) => {
    await open(drawn, 'throws');
    await expect(drawn.documents.getByRole('alert')).toContainText('Can’t load content at the moment');
    await expect(drawn.documents.getByRole('alert')).toContainText('The cloud is not reachable');
  });

  test('answers null', async ({ drawn }) => {
    await open(drawn, 'null');
    await expect(drawn.documents.getByRole('alert')).toContainText('Can’t load content at the moment');
    await expect(drawn.documents.getByRole('alert')).toContainText('null');
  });

  test('hangs, and everything else goes on', async ({ drawn }) => {
    await open(drawn, 'hangs');
    await expect(drawn.documents.getByRole('progressbar', { name: 'Loading' })).toBeVisible();
    await expect(drawn.documents.getByRole('gridcell')).toHaveCount(0);
    await expect(drawn.documents.locator('.docs-empty')).toHaveCount(0);
    await drawn.openRoot('Downloads');
    await expect(drawn.document('invoice.pdf')).toBeVisible();
    await expect(drawn.documents.getByRole('progressbar')).toHaveCount(0);
  });

  for (const [fault, role, text] of [
    ['error', 'alert', 'The last 3 files could not be fetched'],
    ['info', 'status', 'You are offline: this is what was here last'],
  ] as const) {
    test(`has rows and an ${fault}`, async ({ drawn }) => {
      await open(drawn, fault);
      await expect(drawn.documents.getByRole(role).getByText(text)).toBeVisible();
      await expect(drawn.document('budget.csv')).toBeVisible();
      await drawn.documents.getByRole('button', { name: 'OK' }).click();
      await expect(drawn.documents.getByText(text)).toHaveCount(0);
    });
  }

  test('loads on, and shows what is there', async ({ drawn }) => {
    await open(drawn, 'loading');
    await expect(drawn.document('budget.csv')).toBeVisible();
    await expect(drawn.documents.getByRole('progressbar', { name: 'Loading' })).toBeVisible();
  });

  test('signed out: its root goes, and the picker with it', async ({ drawn }) => {
    await open(drawn, 'none');
    await expect(drawn.document('budget.csv')).toBeVisible();
    await drawn.page.evaluate(() => window.fakeDevice.providers.signOut());
    await expect(drawn.document('invoice.pdf')).toBeVisible();
    await drawn.documents.getByRole('button', { name: 'Show roots' }).click();
    await drawn.documents.getByRole('button', { name: /Not shown here/ }).click();
    await expect(drawn.documents.locator('.docs-hidden-roots')).toContainText('The provider has no roots now.');
  });

  test('wants an account: its own page stands over the picker, and the rows come afterwards', async ({ drawn }) => {
    await open(drawn, 'authentication');
    await expect(drawn.documents.getByText('To view this directory, sign in to MyCloud')).toBeVisible();
    await expect(drawn.documents.getByText('Can’t display contents')).toBeVisible();
    await drawn.documents.getByRole('button', { name: 'Sign in' }).click();
    const page = drawn.page.getByRole('dialog', { name: 'Sign in to MyCloud' });
    await expect(page).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await expect(page).toHaveCount(0);
    await expect(drawn.documents.getByRole('button', { name: 'Sign in' })).toBeFocused();
    await drawn.page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(drawn.document('budget.csv')).toBeVisible();
  });
});

test.describe('the keyboard', () => {
  test('arrows move, Enter opens, Space selects, and one cell is a stop for Tab', async ({ drawn }) => {
    await drawn.openDocuments({ allowMultiple: true });
    await drawn.openRoot('Internal shared storage');
    await drawn.document('Alarms').focus();
    await drawn.page.keyboard.press('ArrowRight');
    await expect(drawn.document('DCIM')).toBeFocused();
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.document('Camera')).toBeFocused();
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.document('PXL_0001.jpg')).toBeFocused();
    await drawn.page.keyboard.press('Space');
    await drawn.page.keyboard.press('ArrowRight');
    await drawn.page.keyboard.press('Space');
    await expect(drawn.documents.getByText('2 selected')).toBeVisible();
    await expect(drawn.documents.locator('.docs-item[tabindex="0"]')).toHaveCount(1);
  });

  test('Tab stays in the picker', async ({ drawn }) => {
    await drawn.openDocuments();
    for (let i = 0; i < 14; i++) {
      await drawn.page.keyboard.press('Tab');
      expect(await drawn.documents.evaluate((root) => root.contains(document.activeElement))).toBe(true);
    }
  });

  test('sorts by what is chosen with Enter, not by what is passed', async ({ drawn }) => {
    await drawn.openDocuments();
    await drawn.openRoot('Downloads');
    await drawn.documents.getByRole('button', { name: 'More options' }).click();
    await drawn.page.keyboard.press('Enter');
    for (const _ of [1, 2, 3, 4, 5]) await drawn.page.keyboard.press('ArrowDown');
    await expect(drawn.page.getByRole('radio', { name: 'Size (largest first)' })).toBeFocused();
    await drawn.page.keyboard.press('Enter');
    await expect(drawn.documents.getByRole('gridcell').first()).toHaveAccessibleName(/^song.mp3/);
  });
});

test('fifty thousand files: the first are there, the last is one key away, and few exist', async ({ drawn }) => {
  await drawn.openDocuments();
  await drawn.page.evaluate(() => {
    window.fakeDevice.providers.cameraCount = 50_000;
  });
  await drawn.openRoot('Internal shared storage');
  await drawn.document('DCIM').click();
  await drawn.document('Camera').click();
  await expect(drawn.document('PXL_0001.jpg')).toBeVisible();
  await expect(drawn.documents.getByRole('grid')).toHaveAttribute('aria-rowcount', '25000');
  await drawn.document('PXL_0001.jpg').focus();
  await drawn.page.keyboard.press('End');
  await expect(drawn.documents.locator('[data-index="49999"]')).toBeFocused();
  await expect(drawn.documents.locator('[data-index="49999"]')).toBeInViewport();
  expect(await drawn.documents.getByRole('gridcell').count()).toBeLessThan(60);
});

test('measures: rows, cards, drawer and bars', async ({ drawn }) => {
  await drawn.openDocuments({ action: 'OPEN_TREE' });
  const box = async (selector: string) => {
    const found = await drawn.documents.locator(selector).first().boundingBox();
    const screen = await drawn.page.locator('.device-screen').boundingBox();
    if (found === null || screen === null) throw new Error(`${selector} is not drawn.`);
    return { ...found, x: found.x - screen.x };
  };
  await drawn.document('Documents').click();
  await expect(drawn.document('report.pdf')).toBeVisible();
  const [first, second] = [await box('.docs-item[data-look="grid"]'), await box('.docs-item[data-look="folder"]')];
  expect(first.width).toBeCloseTo((412 - 40) / 2 - 8, 0);
  expect(second.x).toBeCloseTo(24, 0);
  const tree = await box('.docs-use-folder');
  expect(tree.width).toBeCloseTo(412 - 20, 0);
  await drawn.documents.getByRole('button', { name: 'List view' }).click();
  const row = await box('.docs-item[data-look="list"]');
  expect(row.height).toBeCloseTo(72, 0);
  const icon = await box('.docs-item[data-look="list"] .docs-item-icon');
  expect([icon.x, icon.width, icon.height]).toEqual([16, 40, 40]);
  await drawn.documents.getByRole('button', { name: 'Show roots' }).click();
  expect((await box('.docs-drawer')).width).toBeCloseTo(256, 0);
  const root = await box('.docs-root');
  expect(root.height).toBeGreaterThanOrEqual(52);
  expect((await box('.docs-root-icon svg')).x).toBeCloseTo(24, 0);
});

const SCREENS: Readonly<Record<string, (drawn: Drawn) => Promise<void>>> = {
  recents: async (drawn) => {
    await drawn.openDocuments({
      action: 'GET_CONTENT',
      activities: [{ packageName: 'a.b', name: 'C', label: 'Notes' }],
    });
    await expect(drawn.documents.getByRole('gridcell').first()).toBeVisible();
  },
  'the drawer': async (drawn) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    await drawn.documents.getByRole('button', { name: 'Show roots' }).click();
    await drawn.documents.getByRole('button', { name: /Not shown here/ }).click();
  },
  'a selection': async (drawn) => {
    await drawn.openDocuments({ allowMultiple: true, acceptMimes: ['image/*', 'text/plain'] });
    await drawn.openRoot('Internal shared storage');
    await drawn.document('note.txt').click({ delay: 700 });
    await expect(drawn.documents.getByText('1 selected')).toBeVisible();
  },
  'a list with a search': async (drawn) => {
    await drawn.openDocuments();
    await drawn.openRoot('Downloads');
    await drawn.documents.getByRole('button', { name: 'List view' }).click();
    await drawn.page.keyboard.press('Control+f');
    await drawn.documents.getByRole('button', { name: 'Images' }).click();
  },
  'the save bar': async (drawn) => {
    await drawn.openDocuments(TEXT);
    await expect(drawn.documents.getByRole('gridcell').first()).toBeVisible();
  },
  'a blocked folder': async (drawn) => {
    await drawn.openDocuments({ action: 'OPEN_TREE' });
    await expect(drawn.documents.getByRole('heading', { name: 'Can’t use this folder' })).toBeVisible();
  },
  'the sort window': async (drawn) => {
    await drawn.openDocuments();
    await drawn.documents.getByRole('button', { name: 'More options' }).click();
    await drawn.page.getByRole('menuitem', { name: 'Sort by...' }).click();
  },
  'a sign-in page': async (drawn) => {
    await drawn.openDocuments();
    await setFault(drawn, 'authentication');
    await drawn.openRoot('MyCloud');
    await drawn.documents.getByRole('button', { name: 'Sign in' }).click();
    await expect(drawn.page.getByRole('dialog', { name: 'Sign in to MyCloud' })).toBeVisible();
  },
};

for (const [name, open] of Object.entries(SCREENS)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${name}, ${theme}, for people who do not see it`, async ({ drawn }) => {
      await drawn.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme });
      await open(drawn);
      const { violations } = await new AxeBuilder({ page: drawn.page }).include('.device-screen').analyze();
      const told = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
      );
      expect(told).toEqual([]);
    });
  }
}
