// Mirrors Launcher3's BubbleTextView, its menus and the overview.
import { builtAs, type WindowTable } from '../viewTemplate.ts';

const LAUNCHER_NAME = builtAs('com.android.launcher3', 'com.google.android.apps.nexuslauncher');

export const LAUNCHER: WindowTable = {
  hasIds: true,
  match: '.launcher',
  packageName: LAUNCHER_NAME,
  rules: [
    { match: '.launcher', className: 'android.view.ViewGroup', id: 'workspace' },
    {
      match: '.launcher-icon',
      ...{ className: 'android.widget.TextView', text: 'seen', description: 'seen' },
      ...{ flags: { longClickable: true }, children: [] },
    },
  ],
};

export const LAUNCHER_MENU: WindowTable = {
  hasIds: true,
  match: '.launcher-menu',
  packageName: LAUNCHER_NAME,
  rules: [
    {
      match: '[role="menuitem"]',
      ...{ className: 'android.widget.TextView', id: 'bubble_text', text: 'seen', children: [] },
    },
  ],
};

export const OVERVIEW: WindowTable = {
  hasIds: true,
  match: '.recents',
  packageName: LAUNCHER_NAME,
  rules: [
    { match: '.recents', className: 'android.widget.ScrollView', id: 'overview_panel' },
    {
      match: '.recents-card',
      ...{ className: 'android.widget.FrameLayout', id: 'task', description: 'seen', children: [] },
    },
  ],
};
