// What belongs to the desktop around the windows: recorded, cancelled, or a tree to click in.
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { record, strict } from './strict.ts';
import { webContents } from './webContents.ts';

function asked<T>(kind: string, answer: T) {
  return async (...args: unknown[]): Promise<T> => {
    record.dialogs.push({ kind, options: args.at(-1) });
    return answer;
  };
}

/** Every dialog is recorded and cancelled; a test replaces the method to answer differently. */
export const dialog = strict('dialog', {
  showOpenDialog: asked('open', { canceled: true, filePaths: [] as string[] }),
  showSaveDialog: asked('save', { canceled: true, filePath: '' }),
  async showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = args.at(-1) as Readonly<{ cancelId?: number }>;
    record.dialogs.push({ kind: 'message', options });
    return { response: options.cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox(title: string, content: string): void {
    record.dialogs.push({ kind: 'error', options: { title, content } });
  },
});

export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    record.opened.push(url);
  },
  async openPath(path: string): Promise<string> {
    record.opened.push(path);
    return '';
  },
  showItemInFolder(path: string): void {
    record.opened.push(path);
  },
});

type ItemOptions = Readonly<{
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  enabled?: boolean;
  checked?: boolean;
  submenu?: readonly ItemOptions[] | Menu;
  click?: (item: MenuItem, window: BrowserWindow | null, event: object) => void;
}>;

export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  enabled: boolean;
  checked: boolean;
  #click: ItemOptions['click'];

  constructor(options: ItemOptions) {
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.checked = options.checked ?? false;
    const { submenu } = options;
    this.submenu = submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.#click = options.click;
  }

  click(): void {
    if (!this.enabled) return;
    const window = BrowserWindow.getFocusedWindow();
    if (this.role !== undefined) playRole(this.role, window);
    else this.#click?.(this, window, {});
  }
}

function playRole(role: string, window: BrowserWindow | null): void {
  record.roles.push(role);
  if (role === 'quit') app.quit();
  if (role === 'close') window?.close();
  if (role === 'reload' || role === 'forceReload') window?.reload();
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const below = item.submenu?.getMenuItemById(id);
      if (below) return below;
    }
    return null;
  }

  popup(): void {}
}

/** One display; a test replaces the method for others. */
export const screen = strict('screen', {
  getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1_920, height: 1_040 } }],
});

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source;
    for (const contents of webContents.getAllWebContents())
      void contents.emulateColorScheme(source === 'system' ? null : source);
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = strict('nativeTheme', new NativeTheme());

export class Notification extends EventEmitter {
  readonly #options: unknown;

  constructor(options: unknown) {
    super();
    this.#options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    record.notifications.push(this.#options);
    this.emit('show');
  }

  close(): void {}
}
