import { createContext, useContext } from 'react';
import { type PickerStyle, pickerStyle } from './pickerStyle.ts';

const PickerStyleContext = createContext<PickerStyle>(pickerStyle('U-managed', 36));

/** Tells everything in a picker what it is to look like. */
export const PickerStyleProvider = PickerStyleContext.Provider;

export function usePickerStyle(): PickerStyle {
  return useContext(PickerStyleContext);
}
