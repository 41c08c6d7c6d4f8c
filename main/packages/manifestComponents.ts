// Mirrors ParsedProviderUtils and ParsedActivityUtils: what an app has for others.
import type { ActivityElement, ProviderElement } from '../../contract/android/manifest.ts';
import { attribute, childrenOf, textOf, type XmlElement } from './xmlElement.ts';

type Given = Readonly<{ resource?(reference: string): string | null }>;

/** What a permission, an action, an authority or a class is called; what a build has still to fill in is none. */
const NAME = /^[\w.:-]{1,1000}$/;

/** One for each authority: a provider may have several. @param packageName for `${applicationId}` */
export function providersOf(application: XmlElement, packageName: string): readonly ProviderElement[] {
  return enabled(application, ['provider']).flatMap((provider) => {
    const name = attribute(provider, 'android:name');
    const permission = attribute(provider, 'android:permission') ?? attribute(provider, 'android:readPermission');
    const [exported, grants] = [truth(provider, 'android:exported'), truth(provider, 'android:grantUriPermissions')];
    const intentActions = filtersOf(provider).flatMap((filter) => namesOf(filter, 'action'));
    const authorities = (attribute(provider, 'android:authorities') ?? '').replaceAll(APPLICATION_ID, packageName);
    return named(authorities.split(';').map((each) => each.trim())).map((authority) => ({
      authority,
      ...(name !== undefined && { name: `.${name.split(/[.$]/).at(-1)}` }),
      ...(exported !== undefined && { exported }),
      ...(grants !== undefined && { grantUriPermissions: grants }),
      ...(permission !== undefined && { permission }),
      ...(intentActions.length > 0 && { intentActions }),
    }));
  });
}

/** Those with intent filters, one for each filter; the others nobody else can start. */
export function activitiesOf(application: XmlElement, given: Given): readonly ActivityElement[] {
  return enabled(application, ['activity', 'activity-alias']).flatMap((activity) => {
    const name = attribute(activity, 'android:name');
    if (name === undefined || !NAME.test(name)) return [];
    const label = textOf(activity, 'android:label', given);
    const filters = filtersOf(activity);
    // Before Android 12, an activity with a filter was there for others unless it said that it is not.
    const exported = truth(activity, 'android:exported') ?? filters.length > 0;
    return filters.map((filter) => ({
      name,
      ...(label !== undefined && { label }),
      exported,
      intentActions: namesOf(filter, 'action'),
      categories: namesOf(filter, 'category'),
      ...mimeTypesOf(filter),
    }));
  });
}

function enabled(application: XmlElement, names: readonly string[]): readonly XmlElement[] {
  return application.children.filter(
    (each) =>
      names.includes(each.name) &&
      attribute(each, 'android:enabled') !== 'false' &&
      attribute(each, 'tools:node') !== 'remove',
  );
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a project's own manifest says.
const APPLICATION_ID = '${applicationId}';

function named(names: readonly string[]): readonly string[] {
  return names.filter((name) => NAME.test(name));
}

/** Neither for what is left to resources. */
function truth(element: XmlElement, name: string): boolean | undefined {
  const value = attribute(element, name);
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function filtersOf(component: XmlElement): readonly XmlElement[] {
  return childrenOf(component, 'intent-filter');
}

function namesOf(filter: XmlElement, kind: 'action' | 'category'): readonly string[] {
  return named(childrenOf(filter, kind).flatMap((each) => attribute(each, 'android:name') ?? []));
}

function mimeTypesOf(filter: XmlElement): Pick<ActivityElement, 'mimeTypes'> {
  const mimeTypes = childrenOf(filter, 'data').flatMap((data) => attribute(data, 'android:mimeType') ?? []);
  return mimeTypes.length === 0 ? {} : { mimeTypes };
}
