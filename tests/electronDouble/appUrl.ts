// The page of the double cannot use a scheme of its own, so app://host is shown as http://app--host.localhost:
// like the real thing it is a secure context with an origin of its own.

const shown = /^http:\/\/([a-z][a-z0-9+.-]*)--([a-z0-9.-]+)\.localhost(?=[/?#]|$)/;

/** The address the app knows: http://app--host.localhost/x becomes app://host/x; any other stays. */
export function appUrl(pageUrl: string): string {
  return pageUrl.replace(shown, '$1://$2');
}

/** The address the page uses, for a scheme the app registered; any other stays. */
export function pageUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/i.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (match === null || scheme === undefined || !schemes.has(scheme)) return url;
  return `http://${scheme}--${match[2]}.localhost${url.slice(match[0].length) || '/'}`;
}
