// What the device may ask the screen: one entry per dialog, and the road its answers take back.
import type { Uri } from '../android/uri.ts';
import type { Skin } from './deviceApi.ts';

/** Buttons of the permission dialog, by PermissionController's ids. */
export type GrantButton =
  | 'ALLOW'
  | 'ALLOW_ALL'
  | 'ALLOW_SELECTED'
  | 'ALLOW_FOREGROUND'
  | 'ALLOW_ONE_TIME'
  | 'DENY'
  | 'DENY_AND_DONT_ASK_AGAIN'
  | 'DONT_SELECT_MORE';

/** What each dialog asks and what a user can answer. A null answer is Back, or a tap outside. */
export interface Dialogs {
  grantPermissions: {
    ask: Readonly<{
      packageName: string;
      appLabel: string;
      group: string;
      /** The whole question, with the app's label in it. */
      title: string;
      /** In display order, top to bottom. */
      buttons: readonly Readonly<{ id: GrantButton; label: string }>[];
      /** Which dialog of how many in this request, from 1. */
      position: number;
      total: number;
    }>;
    answer: Readonly<{ button: GrantButton }> | null;
  };
  photoPicker: {
    ask: Readonly<{
      /** ACTION_PICK_IMAGES, ACTION_GET_CONTENT or ACTION_USER_SELECT_IMAGES_FOR_APP. */
      action: string;
      packageName: string;
      appLabel: string;
      /** The device's API level: the XML picker looks older before 31. */
      sdk: number;
      skin: Skin;
      /** Filters such as image/*; empty for images and videos. */
      mimeTypes: readonly string[];
      /** 1 returns at the first tap. In USER_SELECT mode only new items count. */
      maxItems: number;
      /** Picker URIs of items the app may see already; shown as selected. */
      preGranted: readonly Uri[];
      /** Picker URIs the app asks to be selected at first, in its order; they count against `maxItems`. */
      preSelected: readonly Uri[];
      /** Whether the tiles say in which order they were selected. */
      isOrdered: boolean;
      launchTab: PickerTab;
      /** #rrggbb in place of the device's own colour, or null. */
      accentColor: string | null;
      /** Whether photos of a cloud provider stay out. */
      isLocalOnly: boolean;
      /** Whose photos can be shown, the app's own user first; one where there is no work profile. */
      profiles: readonly PickerProfile[];
      /** The provider of cloud media that is chosen; null for none. */
      cloudProvider: CloudMediaProviderInfo | null;
      /** Whether there is any provider to choose. */
      hasCloudProviders: boolean;
    }>;
    /** All selected items as picker URIs, those granted before included; or, of an ACTION_GET_CONTENT, to DocumentsUI. */
    answer:
      | Readonly<{
          uris: readonly Uri[];
          /** "Deselect all" was pressed: what was granted before is taken back, whether this picker showed it or not. */
          deselectedAll?: true;
        }>
      | Readonly<{ browse: true }>
      | null;
  };
  /** DocumentsUI's PickActivity: what the intent asked, read as DocumentsUI's BaseActivity reads it. */
  documentPicker: {
    ask: Readonly<{
      action: DocumentPickerAction;
      packageName: string;
      appLabel: string;
      targetSdk: number;
      sdk: number;
      /** Intent.getType: what ACTION_CREATE_DOCUMENT makes, whatever EXTRA_MIME_TYPES says. */
      mimeType: string | null;
      /** Null only for an EXTRA_MIME_TYPES that is there and null. */
      acceptMimes: readonly string[] | null;
      allowMultiple: boolean;
      /** CATEGORY_OPENABLE. */
      openableOnly: boolean;
      localOnly: boolean;
      /** EXTRA_TITLE: the name to begin with. */
      title: string | null;
      /** EXTRA_PROMPT. */
      prompt: string | null;
      initialUri: Uri | null;
      /** EXTRA_CONTENT_QUERY: a search to begin with. */
      contentQuery: string | null;
      /** Authorities whose roots stay out: EXTRA_EXCLUDE_SELF. */
      excludedAuthorities: readonly string[];
      /** Activities that answer the same intent themselves; for GET_CONTENT. */
      activities: readonly Readonly<{ packageName: string; name: string; label: string }>[];
      /** Where this app was last: root URI and document URIs from the top down; null when never, or gone. */
      lastAccessed: DocumentStack | null;
    }>;
    /** What was picked, and where; or an activity of another app that answers instead. */
    answer:
      | Readonly<{ uris: readonly Uri[]; stack: DocumentStack | null }>
      | Readonly<{ activity: Readonly<{ packageName: string; name: string }> }>
      | null;
  };
  /** The page an AuthenticationRequiredException leads to: a user signs in to a documents provider. */
  signIn: {
    ask: Readonly<{
      /** Of the provider. */
      packageName: string;
      appLabel: string;
      authority: string;
      /** What to propose. */
      account: string;
    }>;
    answer: Readonly<{ account: string }> | null;
  };
  /** PhotoPickerSettingsActivity: which app's cloud media the photo picker shows. It has no answer: Back leaves it. */
  cloudMediaApp: {
    ask: Readonly<{
      /** Who opened it. */
      packageName: string;
      appLabel: string;
    }>;
    answer: null;
  };
  /** UsbDebuggingActivity: may the computer with that key use adb. Back is a no. */
  usbDebugging: {
    ask: Readonly<{
      /** com.android.systemui. */
      packageName: string;
      /** Of the computer's RSA key: 16 bytes in hexadecimal with colons. */
      fingerprint: string;
    }>;
    /** `always`: it is not asked about again. */
    answer: Readonly<{ debugging: true; always: boolean }> | null;
  };
  /** MediaProvider's PermissionActivity: may an app change items that are not its own. Back does not close it. */
  mediaRequest: {
    ask: Readonly<{
      packageName: string;
      appLabel: string;
      title: string;
      allow: string;
      deny: string;
      /** Shown when the work takes longer than 300 ms. */
      progress: string;
      /** What it is about, in the order asked; pictures and videos have a thumbnail. */
      items: readonly Readonly<{ uri: Uri; kind: MediaKind; displayName: string }>[];
    }>;
    answer: Readonly<{ allowed: boolean }> | null;
  };
}

/** The actions DocumentsUI's picker knows, by DocumentsUI's own names. */
export type DocumentPickerAction = 'OPEN' | 'CREATE' | 'GET_CONTENT' | 'OPEN_TREE';

export type DocumentStack = Readonly<{ rootUri: Uri | null; documents: readonly Uri[] }>;

export type PickerTab = 'photos' | 'albums';

/** A user of the device as the photo picker sees it. */
export type PickerProfile = Readonly<{
  /** 0 for the personal profile, 10 for the work profile. */
  userId: number;
  kind: 'personal' | 'work';
  /** paused: work apps are off. blocked: an administrator keeps the profiles apart. */
  state: 'ready' | 'paused' | 'blocked';
}>;

/** What the photo picker tells of a CloudMediaProvider. */
export type CloudMediaProviderInfo = Readonly<{
  authority: string;
  /** Of the app that provides. */
  label: string;
  /** Null before an account is chosen. */
  accountName: string | null;
}>;

export type MediaKind = 'image' | 'video' | 'audio' | 'playlist' | 'subtitle';

export type DialogKind = keyof Dialogs;

/** A dialog on its way to the screen. */
export type ShownDialog = { [K in DialogKind]: Readonly<{ id: number; kind: K; ask: Dialogs[K]['ask'] }> }[DialogKind];

export type DialogAnswer = Dialogs[DialogKind]['answer'];

/** Tells of changes of what a dialog asks while it is up, until the function it answers is called. */
export type AskChanges<K extends DialogKind> = (change: (ask: Dialogs[K]['ask']) => void) => () => void;

/** How the device asks. The renderer, a test and a script are three screens behind it. */
export interface SystemUi {
  /** Resolves with the user's answer, or null when the dialog is dismissed. */
  show<K extends DialogKind>(kind: K, ask: Dialogs[K]['ask'], changes?: AskChanges<K>): Promise<Dialogs[K]['answer']>;
  /** Takes down every dialog that belongs to the package; their answers are null. */
  dismiss(packageName: string): void;
}

/** The conversation of a screen with the device. */
export interface ScreenApi {
  /** The dialogs that are up, oldest first, now and after every change. The first is on top. */
  dialogs(): Promise<AsyncIterable<readonly ShownDialog[]>>;
  /** Answers a dialog by its id; false when somebody else was quicker or it is gone. */
  answer(id: number, answer: DialogAnswer): Promise<boolean>;
}
