import { describe, expect, test } from 'vitest';
import { type AccessibilityNodeInfo, NO_FLAGS } from '../../../renderer/uiautomator/accessibilityNodeInfo.ts';
import { dumpHierarchy } from '../../../renderer/uiautomator/accessibilityNodeInfoDumper.ts';
import { findNode } from '../../../renderer/uiautomator/uiSelector.ts';

function node(change: Partial<AccessibilityNodeInfo> = {}): AccessibilityNodeInfo {
  return {
    ...NO_FLAGS,
    ...{ text: '', contentDescription: '', viewIdResourceName: '', className: 'android.view.View' },
    ...{ packageName: 'com.example.app', bounds: { left: 0, top: 0, right: 1080, bottom: 2400 }, children: [] },
    ...change,
  };
}

describe('the dump', () => {
  test('is what uiautomator writes, attribute for attribute', () => {
    const deny = node({
      ...{ text: 'Don’t allow', className: 'android.widget.Button', clickable: true, focusable: true, focused: true },
      viewIdResourceName: 'com.android.permissioncontroller:id/permission_deny_button',
      packageName: 'com.android.permissioncontroller',
      bounds: { left: 152, top: 1403, right: 928, bottom: 1550 },
    });
    const root = node({ className: 'android.widget.FrameLayout', children: [node(), deny] });
    expect(dumpHierarchy(root, 1)).toBe(
      `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="1">` +
        '<node index="0" text="" resource-id="" class="android.widget.FrameLayout" package="com.example.app" ' +
        'content-desc="" checkable="false" checked="false" clickable="false" enabled="true" focusable="false" ' +
        'focused="false" scrollable="false" long-clickable="false" password="false" selected="false" ' +
        'bounds="[0,0][1080,2400]">' +
        '<node index="0" text="" resource-id="" class="android.view.View" package="com.example.app" content-desc="" ' +
        'checkable="false" checked="false" clickable="false" enabled="true" focusable="false" focused="false" ' +
        'scrollable="false" long-clickable="false" password="false" selected="false" bounds="[0,0][1080,2400]" />' +
        '<node index="1" text="Don’t allow" ' +
        'resource-id="com.android.permissioncontroller:id/permission_deny_button" class="android.widget.Button" ' +
        'package="com.android.permissioncontroller" content-desc="" checkable="false" checked="false" ' +
        'clickable="true" enabled="true" focusable="true" focused="true" scrollable="false" long-clickable="false" ' +
        'password="false" selected="false" bounds="[152,1403][928,1550]" /></node></hierarchy>',
    );
  });

  test.each([
    ['plain', 'text="plain"'],
    ['a & b < c > d', 'text="a &amp; b &lt; c &gt; d"'],
    ["it's", `text="it's"`],
    ['say "cheese"', `text='say "cheese"'`],
    [`"it's"`, `text='"it&apos;s"'`],
    ['two\nlines\tand\rmore', 'text="two&#10;lines&#9;and&#13;more"'],
    ['bell\u0007 and del\u007f', 'text="bell. and del."'],
    ['next line \u0085 stays', 'text="next line \u0085 stays"'],
    ['Größe 写真', 'text="Größe 写真"'],
    ['📷', 'text="&#128247;"'],
    ['half \ud83d', 'text="half ."'],
    ['\ufdd0\uffff\u0000', 'text="..."'],
  ])('writes %j as Android does', (text, written) => {
    expect(dumpHierarchy(node({ text }), 0)).toContain(` ${written} `);
  });

  test('marks what can be clicked and says nothing', () => {
    const isMarked = (change: Partial<AccessibilityNodeInfo>) => dumpHierarchy(node(change), 0).includes('NAF="true"');
    expect(isMarked({ clickable: true })).toBe(true);
    expect(isMarked({ clickable: true, enabled: false })).toBe(false);
    expect(isMarked({ clickable: true, contentDescription: 'Close' })).toBe(false);
    expect(isMarked({ clickable: true, children: [node({ children: [node({ text: 'Photos' })] })] })).toBe(false);
    expect(isMarked({ clickable: true, className: 'android.widget.ListView' })).toBe(false);
    expect(isMarked({})).toBe(false);
  });
});

describe('a selector', () => {
  const described = node({ contentDescription: 'Photo taken on Jun 5, 2024, 10:00:00 AM' });
  const old = node({ ...described, clickable: true, children: [node({ viewIdResourceName: 'a:id/icon_thumbnail' })] });
  const compose = node({ clickable: true, children: [described] });

  test('of something clickable with a description fits the XML picker’s cell alone', () => {
    const selector = { clickable: true, descriptionContains: 'Photo taken on' };
    expect(findNode(node({ children: [old] }), selector)).toBe(old);
    expect(findNode(node({ children: [compose] }), selector)).toBeNull();
    expect(findNode(node({ children: [compose] }), { descriptionContains: 'Photo' })).toBe(described);
  });

  test('takes everything that is given, and counts instances in the order of the dump', () => {
    const first = node({ text: 'Allow', children: [node({ text: 'Allow', selected: true })] });
    const root = node({ children: [first, node({ text: 'Allow all', className: 'android.widget.Button' })] });
    expect(findNode(root, { text: 'Allow' })).toBe(first);
    expect(findNode(root, { text: 'Allow', instance: 1 })).toBe(first.children[0]);
    expect(findNode(root, { text: 'Allow', selected: true })).toBe(first.children[0]);
    expect(findNode(root, { textContains: 'Allow', className: 'android.widget.Button' })).toBe(root.children[1]);
    expect(findNode(root, { text: 'Allow', instance: 2 })).toBeNull();
    expect(findNode(root, { resourceId: 'a:id/none' })).toBeNull();
  });
});
