// The grid of the photo picker on long libraries, and on ones that change while it is open.
import type { Locator } from '@playwright/test';
import { type Drawn, expect, test } from './drawn.ts';

const MODERN = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5, skin: 'Modern' } as const;

class Grid {
  readonly drawn: Drawn;
  readonly scroller: Locator;
  readonly grid: Locator;
  readonly handle: Locator;

  constructor(drawn: Drawn) {
    this.drawn = drawn;
    this.scroller = drawn.picker.locator('.photo-grid-scroller');
    this.grid = drawn.picker.getByRole('grid');
    this.handle = drawn.picker.getByRole('slider', { name: 'Fast scroll' });
  }

  /** Waits for the dates, too: lines move when they come. */
  async open(count: number, change: Parameters<Drawn['openPicker']>[0] = {}): Promise<void> {
    await this.show(count, change);
    await expect(this.grid).toHaveAttribute('aria-busy', 'false');
  }

  async show(count: number, change: Parameters<Drawn['openPicker']>[0] = {}): Promise<void> {
    await this.drawn.page.evaluate((items) => window.fakeDevice.setItemCount(items), count);
    await this.drawn.openPicker(change);
    await expect(this.photo(count)).toBeVisible();
  }

  /** The photo with an id; the newest has the highest one. */
  photo(id: number): Locator {
    return this.drawn.picker.locator(`.photo-cell[data-id="${id}"]`);
  }

  scrollTo(top: number): Promise<void> {
    return this.scroller.evaluate((element, to) => {
      element.scrollTop = to;
    }, top);
  }

  /** How far below the top of the grid a photo stands, CSS px; at once, or a change would be seen in its middle. */
  topOf(id: number): Promise<number> {
    return this.scroller.evaluate((element, wanted) => {
      const cell = element.querySelector(`.photo-cell[data-id="${wanted}"]`);
      return (cell?.getBoundingClientRect().top ?? Number.NaN) - element.getBoundingClientRect().top;
    }, id);
  }

  /** Index of the photo, or of the place for one, in the middle of the grid; -1 where there is a header. */
  middle(): Promise<number> {
    return this.scroller.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const cell = document.elementFromPoint(left + width / 2, top + height / 2)?.closest<HTMLElement>('.photo-cell');
      return Number(cell?.dataset.index ?? -1);
    });
  }

  at(index: number): Locator {
    return this.drawn.picker.locator(`.photo-cell[data-index="${index}"]`);
  }

  changes(change: 'add' | 'remove', ...ids: readonly number[]): Promise<void> {
    return this.drawn.page.evaluate(
      ([what, which]) => {
        const { picker } = window.fakeDevice;
        if (what === 'add') picker.add(which[0] ?? 0);
        else picker.remove(which);
        picker.notify();
      },
      [change, ids] as const,
    );
  }
}

test.describe('a hundred thousand photos', () => {
  test('the whole length is there at once, and so is any place of it', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    await expect(grid.grid).toHaveAttribute('aria-rowcount', /^6\d{4}$/);
    const height = await grid.scroller.evaluate((element) => element.scrollHeight);
    expect(height).toBeGreaterThan(4_000_000);
    await grid.scrollTo(height / 2);
    await expect.poll(() => grid.middle()).toBeGreaterThan(49_000);
    await expect(grid.at(await grid.middle())).toHaveAttribute('data-id', /^(49|50)\d{3}$/);
    await grid.scrollTo(height);
    await expect(grid.photo(1)).toBeInViewport();
    expect(await drawn.picker.locator('.photo-cell').count()).toBeLessThan(60);
  });

  test('a place whose photos are not here yet is grey, and says that it is busy', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    await drawn.page.evaluate(() => {
      Object.assign(window, { release: window.fakeDevice.picker.hold() });
    });
    await grid.scrollTo(1_000_000);
    await expect.poll(() => grid.middle()).toBeGreaterThan(1_000);
    const place = grid.at(await grid.middle());
    await expect(place).toHaveAttribute('aria-busy', 'true');
    await expect(place).toHaveAccessibleName('Getting all your photos');
    await drawn.page.evaluate(() => (window as unknown as { release(): void }).release());
    await expect(place).toHaveAttribute('data-id', /^\d+$/);
    await expect(place).not.toHaveAttribute('aria-busy');
  });

  test('a long scroll leaves nothing behind', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    const browser = await drawn.page.context().newCDPSession(drawn.page);
    await browser.send('Performance.enable');
    const nodes = async () => {
      await browser.send('HeapProfiler.collectGarbage');
      const { metrics } = await browser.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'Nodes')?.value ?? Number.NaN;
    };
    const scrollOn = async (from: number) => {
      for (let step = 0; step < 20; step++) {
        await grid.scrollTo(from + step * 900);
        await expect.poll(() => drawn.picker.locator('.photo-cell img').count()).toBeGreaterThan(5);
      }
    };
    await scrollOn(0);
    const before = await nodes();
    await scrollOn(20_000);
    await scrollOn(40_000);
    await expect.poll(nodes).toBeLessThan(before + 1_000);
  });

  test('keys lead through all of them, and the line of each is told', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    await drawn.cells.first().focus();
    await drawn.page.keyboard.press('PageDown');
    await expect(drawn.picker.locator('.photo-cell:focus')).toBeInViewport();
    await drawn.page.keyboard.press('End');
    await expect(grid.photo(1)).toBeFocused();
    const rows = Number(await grid.grid.getAttribute('aria-rowcount'));
    await expect(drawn.picker.getByRole('row').last()).toHaveAttribute('aria-rowindex', String(rows));
    await drawn.page.keyboard.press('ArrowLeft');
    await expect(grid.photo(2)).toBeFocused();
    await drawn.page.keyboard.press('Space');
    await expect(grid.photo(2)).toHaveAttribute('aria-selected', 'true');
    await drawn.page.keyboard.press('Home');
    await expect(grid.photo(100_000)).toBeFocused();
    await expect(drawn.picker.getByRole('button', { name: 'Allow (1)' })).toBeVisible();
    await drawn.page.keyboard.type('xyz');
    await expect(grid.photo(100_000)).toBeFocused();
  });

  test('Shift and an arrow select what is on the way, and give it back', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    await drawn.cells.first().focus();
    for (const key of ['ArrowDown', 'ArrowRight']) await drawn.page.keyboard.press(`Shift+${key}`);
    const selected = drawn.picker.getByRole('gridcell', { selected: true });
    await expect(selected).toHaveCount(5);
    await drawn.page.keyboard.press('Shift+ArrowLeft');
    await expect(selected).toHaveCount(4);
  });
});

test.describe('the fast scroller', () => {
  test('is dragged through the whole library, and says the date', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000);
    await grid.scroller.hover();
    const box = await grid.handle.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 24, (box?.y ?? 0) + 24];
    expect([box?.width, box?.height]).toEqual([48, 48]);
    await drawn.page.mouse.move(x, y);
    await drawn.page.mouse.down();
    await drawn.page.mouse.move(x, y + 200, { steps: 4 });
    await expect(grid.handle).toHaveAttribute('aria-valuetext', /^\w{3}, \w{3} \d+, 20\d\d$/);
    await drawn.page.mouse.move(x, y + 2_000, { steps: 4 });
    await drawn.page.mouse.up();
    await expect(grid.photo(1)).toBeInViewport();
  });

  test('keys move it', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(100_000, MODERN);
    await grid.handle.focus();
    await drawn.page.keyboard.press('End');
    await expect(grid.photo(1)).toBeInViewport();
    await expect(grid.handle).toHaveAttribute('aria-valuetext', /^[A-Z][a-z]+ 19\d\d$/);
    await drawn.page.keyboard.press('Home');
    await expect(grid.photo(100_000)).toBeInViewport();
    await drawn.page.keyboard.press('PageDown');
    await expect(grid.photo(100_000)).toHaveCount(0);
  });

  test('a short library has none', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(12);
    await expect(grid.handle).toHaveCount(0);
  });

  test('is at the other side where lines run from right to left', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(1_000);
    await drawn.page.locator('.device-screen').evaluate((screen) => screen.setAttribute('dir', 'rtl'));
    const [scroller, handle] = [await grid.scroller.boundingBox(), await grid.handle.boundingBox()];
    expect(handle?.x).toBe(scroller?.x);
  });
});

test.describe('what changes while it is open', () => {
  test('photos that come and go above leave what is in sight where it is, and selected', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(10_000);
    await grid.scrollTo(200_000);
    await expect.poll(() => grid.middle()).toBeGreaterThan(1_000);
    const index = await grid.middle();
    const id = 10_000 - index;
    // A click on the place where it will be is a click on nothing.
    await grid.photo(id).click();
    await expect(grid.photo(id)).toHaveAttribute('aria-selected', 'true');
    const before = await grid.topOf(id);
    await grid.changes('add', 9);
    await expect(grid.photo(id)).toHaveAttribute('data-index', String(10_009 - id));
    expect(Math.abs((await grid.topOf(id)) - before)).toBeLessThan(2);
    await expect(grid.photo(id)).toHaveAttribute('aria-selected', 'true');
    await expect(grid.photo(id)).toHaveAttribute('tabindex', '0');
    await grid.changes('remove', 10_009, 10_008, 10_007, 10_006);
    await expect(grid.photo(id)).toHaveAttribute('data-index', String(10_005 - id));
    expect(Math.abs((await grid.topOf(id)) - before)).toBeLessThan(2);
  });

  test('the focus stays on its photo', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(10_000);
    await drawn.cells.first().focus();
    for (let page = 0; page < 3; page++) await drawn.page.keyboard.press('PageDown');
    const focused = drawn.picker.locator('.photo-cell:focus');
    await expect(focused).toHaveAttribute('data-id', /./);
    const id = Number(await focused.getAttribute('data-id'));
    await grid.changes('add', 1);
    await expect(grid.photo(id)).toHaveAttribute('data-index', String(10_001 - id));
    await expect(grid.photo(id)).toBeFocused();
    await drawn.page.keyboard.press('Space');
    await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveAttribute('data-id', String(id));
  });

  test('at the top, the new ones are seen', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(500);
    await grid.changes('add', 2);
    await expect(grid.photo(502)).toBeInViewport();
  });

  test('an emptied library says that it is empty, and shows what comes then', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(500);
    await drawn.page.evaluate(() => {
      window.fakeDevice.setItemCount(0);
      window.fakeDevice.picker.notify();
    });
    await expect(drawn.picker.getByText('No photos or videos')).toBeVisible();
    await grid.changes('add', 1);
    await expect(grid.photo(1)).toBeVisible();
  });
});

test.describe('lines that are used again', () => {
  test('leave the focus on the photo that it was set to, also by a screen reader', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(10_000);
    await grid.scrollTo(20_000);
    await expect.poll(() => grid.middle()).toBeGreaterThan(100);
    const index = await grid.middle();
    await grid.at(index).focus();
    await drawn.page.evaluate(() => {
      Object.assign(window, { lost: 0 });
      document.addEventListener('focusout', () => (window as unknown as { lost: number }).lost++);
    });
    // A few lines back, one after the other: it is still in sight. Then far away.
    for (let top = 19_950; top > 19_700; top -= 50) {
      await grid.scrollTo(top);
      await expect(grid.at(index)).toBeFocused();
    }
    await grid.scrollTo(300_000);
    await expect(grid.at(index)).not.toBeInViewport();
    await expect.poll(() => drawn.picker.locator('.photo-cell img').count()).toBeGreaterThan(5);
    await expect(grid.at(index)).toBeFocused();
    expect(await drawn.page.evaluate(() => (window as unknown as { lost: number }).lost)).toBe(0);
    await drawn.page.keyboard.press('ArrowRight');
    await expect(grid.at(index + 1)).toBeFocused();
    await expect(grid.at(index + 1)).toBeInViewport();
  });

  test('what was pressed on one photo does nothing to the one that takes its place', async ({ drawn }) => {
    const grid = new Grid(drawn);
    await grid.open(10_000, { ...MODERN, maxItems: 100 });
    const before = await grid.at(6).getAttribute('data-id');
    const after = await grid.at(6).evaluate(async (cell) => {
      cell.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }));
      cell.closest('.photo-grid-scroller')?.scrollBy({ top: 100_000, behavior: 'instant' });
      const { id } = cell.dataset;
      while (cell.isConnected && (cell.dataset.id === id || cell.dataset.id === undefined))
        await new Promise(requestAnimationFrame);
      cell.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, button: 0 }));
      cell.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      return cell.dataset.id;
    });
    expect(after).not.toBe(before);
    await grid.photo(Number(after)).click();
    await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveCount(1);
    await expect(drawn.page.locator('.preview')).toHaveCount(0);
  });
});

test('a million photos: the last one is reached, though no element is as high as they are', async ({ drawn }) => {
  const grid = new Grid(drawn);
  await grid.open(1_000_000);
  expect(await grid.scroller.evaluate((element) => element.scrollHeight)).toBe(30_000_000);
  await grid.scrollTo(30_000_000);
  await expect(grid.photo(1)).toBeInViewport();
  await grid.scrollTo(15_000_000);
  await expect.poll(() => grid.middle()).toBeGreaterThan(490_000);
  const place = grid.at(await grid.middle());
  await expect(place).toBeInViewport();
  await expect(place).toHaveAttribute('data-id', /^(49|50)\d{4}$/);
});

test('who goes to the end before the dates are known stays at the end when they are', async ({ drawn }) => {
  const grid = new Grid(drawn);
  await drawn.page.evaluate(() => {
    Object.assign(window, { release: window.fakeDevice.picker.hold() });
  });
  await grid.show(100_000);
  const undated = await grid.scroller.evaluate((element) => element.scrollHeight);
  await grid.scrollTo(undated);
  await expect.poll(() => grid.middle()).toBeGreaterThan(99_900);
  await drawn.page.evaluate(() => (window as unknown as { release(): void }).release());
  await expect.poll(() => grid.scroller.evaluate((element) => element.scrollHeight)).toBeGreaterThan(undated);
  await expect(grid.photo(1)).toBeInViewport();
});

test('the measures of each picker', async ({ drawn }) => {
  const grid = new Grid(drawn);
  await grid.open(500);
  const boxes = async () => {
    const cell = await drawn.cells.nth(0).boundingBox();
    const [right, below] = [await drawn.cells.nth(1).boundingBox(), await drawn.cells.nth(3).boundingBox()];
    const side = cell?.width ?? 0;
    return { side, gaps: [(right?.x ?? 0) - (cell?.x ?? 0) - side, (below?.y ?? 0) - (cell?.y ?? 0) - side] };
  };
  const classic = await boxes();
  expect(classic.side).toBeCloseTo((412 - 6) / 3, 1);
  for (const gap of classic.gaps) expect(gap).toBeCloseTo(3, 1);
  expect((await drawn.picker.getByRole('row').first().boundingBox())?.height).toBeGreaterThanOrEqual(56);
  await drawn.page.keyboard.press('Escape');
  await drawn.page.reload();
  await grid.open(500, MODERN);
  const modern = await boxes();
  expect(modern.side).toBeCloseTo((412 - 2) / 3, 1);
  for (const gap of modern.gaps) expect(gap).toBeCloseTo(1, 1);
});
