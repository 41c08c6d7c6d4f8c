// Mirrors Intent.toShortString and Uri.toSafeString: an intent as am and dumpsys print it.
import type { ShellIntent } from './intentArguments.ts';

/** `Intent { act=… }`. @param sdk from Android 14 on most of the data is left out */
export function intentText(intent: ShellIntent, sdk: number, flags = intent.flags): string {
  const { action, categories, data, type, identifier, packageName, component, clipData, extras } = intent;
  const parts = [
    ...(action === null ? [] : [`act=${action}`]),
    ...(categories.length === 0 ? [] : [`cat=[${categories.join(',')}]`]),
    ...(data === null ? [] : [`dat=${safeUri(data, sdk)}`]),
    ...(type === null ? [] : [`typ=${type}`]),
    ...(identifier === null ? [] : [`id=${identifier}`]),
    ...(flags === 0 ? [] : [`flg=0x${(flags >>> 0).toString(16)}`]),
    ...(packageName === null ? [] : [`pkg=${packageName}`]),
    ...(component === null ? [] : [`cmp=${shortComponent(component)}`]),
    ...(clipData === null ? [] : ['clip={}']),
    ...(Object.keys(extras).length === 0 ? [] : ['(has extras)']),
  ];
  return `Intent { ${parts.map((part) => `${part} `).join('')}}`;
}

/** ComponentName.flattenToShortString. */
export function shortComponent({
  packageName,
  className,
}: Readonly<{ packageName: string; className: string }>): string {
  const isBelow = className.startsWith(`${packageName}.`);
  return `${packageName}/${isBelow ? className.slice(packageName.length) : className}`;
}

function safeUri(uri: string, sdk: number): string {
  const [, scheme = '', rest = ''] = /^([^:]*):(.*)$/s.exec(uri) ?? [];
  if (scheme === '') return uri;
  if (['tel', 'sip', 'sms', 'smsto', 'mailto', 'nfc'].includes(scheme.toLowerCase()))
    return `${scheme}:${rest.replace(/[^-@.]/g, 'x')}`;
  const [, authority = '', path = ''] = /^\/\/([^/?#]*)([^?#]*)/.exec(rest) ?? [];
  const isWeb = /^(?:https?|ftp|rtsp)$/i.test(scheme);
  if (!rest.startsWith('//')) return `${scheme}:${rest.split(/[?#]/, 1)[0]}`;
  if (isWeb) return `${scheme}://${authority}${path === '' && !/[?#]/.test(rest) ? '' : '/...'}`;
  return `${scheme}://${authority}${sdk >= 34 && path !== '' ? '/...' : path}`;
}
