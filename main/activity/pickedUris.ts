// What a photo picker can have answered to what it was asked: whoever draws it may be anybody.
import { ACTION_USER_SELECT_IMAGES_FOR_APP } from '../../contract/android/intent.ts';
import { isPickerUri, PICKER_LOCAL_AUTHORITY, type PickerItem, pickerItem } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';

type PickerAsk = Dialogs['photoPicker']['ask'];

/** Whether the user can have chosen these and confirmed it, as far as the URIs alone tell. One that is there twice counts once. */
export function isPickerAnswer(ask: PickerAsk, uris: readonly Uri[]): boolean {
  const chosen = new Set(uris);
  if (![...chosen].every((uri) => isOnOffer(ask, uri))) return false;
  if (ask.action !== ACTION_USER_SELECT_IMAGES_FOR_APP) return chosen.size <= ask.maxItems;
  // The bar with the button is not there while nothing is selected, where nothing can be taken back.
  if (chosen.size === 0) return isManaged(ask);
  return [...chosen].filter((uri) => !ask.preGranted.includes(uri)).length <= ask.maxItems;
}

/** Whether the picker in selection mode also takes back: the first ones only add. */
export function isManaged({ skin }: Pick<PickerAsk, 'skin'>): boolean {
  return skin !== 'T-legacy' && skin !== 'U-legacy';
}

/** The item of a picker URI that this picker shows the items of; null for anything else. */
function isOnOffer(ask: PickerAsk, uri: Uri): boolean {
  const item = pickerItem(uri);
  return item !== null && isOfReadyProfile(ask, item) && isOfProvider(ask, uri, item);
}

function isOfReadyProfile({ profiles }: PickerAsk, { userId }: PickerItem): boolean {
  return profiles.some((profile) => profile.userId === userId && profile.state === 'ready');
}

/** The device's own ids are numbers; what another user's media provider calls them, and a cloud provider, is theirs. */
function isOfProvider({ cloudProvider, isLocalOnly }: PickerAsk, uri: Uri, { userId, authority }: PickerItem): boolean {
  if (authority === PICKER_LOCAL_AUTHORITY) return userId !== 0 || isPickerUri(uri);
  return userId === 0 && !isLocalOnly && authority === cloudProvider?.authority;
}
