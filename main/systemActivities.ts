// The activities that every device has for photos and documents, registered beside the rest of the system.
import { VERSION_CODES } from '../contract/android/build.ts';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  ACTION_PICK_IMAGES,
  ACTION_PICK_IMAGES_SETTINGS,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  type Intent,
  RESULT_CANCELED,
} from '../contract/android/intent.ts';
import type { ActivityTaskManager, SystemActivity } from './activity/activityTaskManager.ts';
import type { AppActivities } from './activity/appActivities.ts';
import { getContentHandler, isGetContentFilterMatched, whyGetContent } from './activity/getContentHandler.ts';
import { isForDocumentsUi } from './activity/intentResolution.ts';
import type { LastAccessed } from './activity/lastAccessed.ts';
import { OpenDocument } from './activity/openDocument.ts';
import { pickerGeneration } from './activity/pickerRequest.ts';
import type { PickImages } from './activity/pickImages.ts';
import { hasPickImagesSettings } from './activity/pickImagesIntent.ts';
import type { Screen } from './activity/screen.ts';
import { signIn } from './activity/signIn.ts';
import { type CallerServices, SystemCaller } from './activity/systemCaller.ts';
import { ACTION_SIGN_IN } from './content/pendingIntents.ts';
import type { Device } from './device/device.ts';
import type { Logcat } from './log/logcat.ts';
import { SYSTEM_PACKAGES } from './packages/packageManager.ts';
import type { DocumentsModule } from './providers/documents/documentsModule.ts';
import type { UriGrantsManager } from './uri/uriGrantsManager.ts';

/** The photo picker, and whom its "Browse…" leads to. */
export type PhotoPickerActivity = (
  ...launch: [...Parameters<SystemActivity>, browse?: SystemActivity]
) => ReturnType<SystemActivity>;

export type SystemActivitiesServices = CallerServices &
  Readonly<{
    device: Device;
    logcat: Logcat;
    screen: Screen;
    documents: DocumentsModule;
    uriGrants: UriGrantsManager;
    lastAccessed: LastAccessed;
    appActivities: AppActivities;
    activities: ActivityTaskManager;
  }>;

/** The photo picker's, with DocumentsUI's, to which it hands on what it does not keep. */
export function registerActivities(system: SystemActivitiesServices, pickImages: PickImages): void {
  const { activities, device, packages, screen } = system;
  const picker: PhotoPickerActivity = (...launch) => pickImages.pickImages(...launch);
  activities.register(ACTION_PICK_IMAGES, picker, (intent) => pickImages.takesPickImages(intent));
  activities.registerProtected(ACTION_USER_SELECT_IMAGES_FOR_APP, {
    component: () => USER_SELECT_ACTIVITY[pickerGeneration(device.profile.skin)],
    permission: 'android.permission.GRANT_RUNTIME_PERMISSIONS',
    takes: () => device.profile.sdk >= VERSION_CODES.UPSIDE_DOWN_CAKE,
  });
  const settings: SystemActivity = async ({ caller: { packageName } }) => {
    const appLabel = packages.find(packageName)?.manifest.label ?? packageName;
    await screen.show('cloudMediaApp', { packageName, appLabel });
    return { resultCode: RESULT_CANCELED, data: null };
  };
  activities.register(ACTION_PICK_IMAGES_SETTINGS, settings, () => hasPickImagesSettings(device.profile));
  registerDocumentActivities(system, picker);
}

/** Who answers ACTION_USER_SELECT_IMAGES_FOR_APP. */
const USER_SELECT_ACTIVITY = {
  legacy: `${SYSTEM_PACKAGES.photoPicker}/com.android.providers.media.photopicker.PhotoPickerUserSelectActivity`,
  compose: 'com.android.photopicker/.PhotopickerUserSelectActivity',
} as const;

/** DocumentsUI's activities, and the page on which a user signs in to a provider. */
function registerDocumentActivities(system: SystemActivitiesServices, opened: PhotoPickerActivity): void {
  const { activities, documents, screen } = system;
  const photoPicker: SystemActivity = (...launch) => opened(...launch, pick);
  const openDocument = new OpenDocument({
    ...{ ...system, ui: screen, photoPicker },
    asDocumentsUi: new SystemCaller(system, SYSTEM_PACKAGES.documentsUi),
    isDocumentsProvider: (authority) => documents.isDocumentsProvider(authority),
    authoritiesOf: (packageName) => documents.authoritiesOf(packageName),
  });
  const pick: SystemActivity = (...launch) => openDocument.pick(...launch);
  for (const action of [ACTION_OPEN_DOCUMENT, ACTION_CREATE_DOCUMENT, ACTION_OPEN_DOCUMENT_TREE])
    activities.register(action, pick, isForDocumentsUi);
  registerGetContent(system, { photoPicker, documentsUi: pick });
  const signInServices = {
    ...{ ...system, ui: screen },
    packageOf: (authority: string) => documents.providerInfo(authority)?.packageName ?? null,
    signIn: (authority: string, account: string) => documents.signIn(authority, account),
  };
  activities.registerInternal(ACTION_SIGN_IN, (_, intent) => signIn(signInServices, intent));
}

/** The photo picker's filter comes first; what it does not keep it hands on. */
function registerGetContent(
  { activities, device, logcat }: SystemActivitiesServices,
  pickers: Readonly<{ photoPicker: SystemActivity; documentsUi: SystemActivity }>,
): void {
  const facts = () => ({ sdk: device.profile.sdk, takeOver: device.takeOverGetContent });
  const handler = (intent: Intent) => getContentHandler(intent, facts());
  const getContent: SystemActivity = (...launch) => {
    const [, intent] = launch;
    const answers = handler(intent) === 'photoPicker' ? 'the photo picker' : 'DocumentsUI';
    const why = whyGetContent(intent, facts());
    logcat.log('I', 'ActivityTaskManager', `ACTION_GET_CONTENT of ${intent.type} is answered by ${answers}: ${why}`);
    if (handler(intent) === 'photoPicker') return pickers.photoPicker(...launch);
    if (isGetContentFilterMatched(intent, facts()))
      logcat.log('I', 'PhotoPickerActivity', 'Launch DocumentsUI and finish picker');
    return pickers.documentsUi(...launch);
  };
  activities.register(ACTION_GET_CONTENT, getContent, (intent) => handler(intent) !== null);
}
